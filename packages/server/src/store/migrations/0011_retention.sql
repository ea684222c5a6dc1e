-- Days of a target of which runs were removed because of their age: what `testDays` says of them stays as it was, because
-- nothing is left to recompute it from.
CREATE TABLE IF NOT EXISTS removedDays (
  project LowCardinality(String),
  target LowCardinality(String),
  day Date,
  removedAt DateTime64(6, 'UTC'),
  retentionDays UInt32
) ENGINE = ReplacingMergeTree(removedAt)
ORDER BY (project, day, target)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

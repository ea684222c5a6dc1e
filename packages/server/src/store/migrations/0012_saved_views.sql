-- Views of pages that people keep under a name: the newest version of a row holds, the older ones are the audit trail.
CREATE TABLE IF NOT EXISTS savedViews (
  page LowCardinality(String),
  viewId String,
  version DateTime64(6, 'UTC'),
  name String,
  search String,
  removed Bool,
  by String,
  reason String
) ENGINE = MergeTree
ORDER BY (page, viewId, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

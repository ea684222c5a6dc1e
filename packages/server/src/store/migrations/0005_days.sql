-- What each test did on one day in one target, apart for the mainline (branch main, master or trunk, or no branch at
-- all) and other branches: recomputed whole for a day whenever a run of it changes, never incremented. `flips` counts
-- the changes between failing and passing from one run to the next, skipped ones left out.
CREATE TABLE IF NOT EXISTS testDays (
  project LowCardinality(String),
  day Date,
  target LowCardinality(String),
  mainline Bool,
  testId UUID CODEC(ZSTD(1, 24)) SETTINGS (min_compress_block_size = 16777216, max_compress_block_size = 16777216),
  runs UInt32 CODEC(T64, ZSTD(1)),
  failed UInt32 CODEC(T64, ZSTD(1)),
  skipped UInt32 CODEC(T64, ZSTD(1)),
  flaky UInt32 CODEC(T64, ZSTD(1)),
  flips UInt32 CODEC(T64, ZSTD(1)),
  firstStatus Enum8('passed' = 1, 'failed' = 2, 'broken' = 3, 'skipped' = 4) CODEC(ZSTD(1)),
  lastStatus Enum8('passed' = 1, 'failed' = 2, 'broken' = 3, 'skipped' = 4) CODEC(ZSTD(1)),
  summarisedAt DateTime64(6, 'UTC') CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(summarisedAt)
PARTITION BY toYYYYMM(day)
ORDER BY (project, day, target, mainline, testId)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Up to when the days above are right: a day of which a run was summarised later has to be recomputed.
CREATE TABLE IF NOT EXISTS summarisedDays (
  project LowCardinality(String),
  day Date,
  summarisedAt DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(summarisedAt)
ORDER BY (project, day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

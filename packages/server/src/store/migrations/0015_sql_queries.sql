-- What was asked in the SQL console: who, what, and how it ended. Refused and failed statements too.
CREATE TABLE IF NOT EXISTS sqlQueries (
  queryId String,
  askedAt DateTime64(3, 'UTC'),
  `by` String,
  sql String CODEC(ZSTD(3)),
  ended LowCardinality(String),
  durationMs Float64,
  resultRows UInt32,
  readRows UInt64
) ENGINE = MergeTree
ORDER BY (askedAt, queryId)
TTL toDateTime(askedAt) + toIntervalDay(90)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- The first record of a submission. Objects are kept as the JSON text that came.
CREATE TABLE IF NOT EXISTS submissions (
  project LowCardinality(String),
  submissionId FixedString(26),
  submittedAt DateTime64(3, 'UTC'),
  target LowCardinality(String),
  receivedAt DateTime64(3, 'UTC'),
  runner String,
  recorder String,
  build String,
  shard String,
  startedAt DateTime64(3, 'UTC'),
  expectedTests Nullable(UInt32),
  ci String,
  git String,
  host String,
  variant String,
  labels String,
  destination String,
  extra String
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS submissionsSink TO submissions AS
SELECT
  project, submissionId, submittedAt, target, receivedAt, runner, recorder, build, shard, startedAt, expectedTests, ci,
  git, host, variant, labels, destination, extra
FROM ingest
WHERE kind = 'submission';

-- The last record of a submission.
CREATE TABLE IF NOT EXISTS submissionEnds (
  project LowCardinality(String),
  submissionId FixedString(26),
  submittedAt DateTime64(3, 'UTC'),
  finishedAt DateTime64(3, 'UTC'),
  exitStatus Nullable(Int32),
  counts String,
  extra String
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS submissionEndsSink TO submissionEnds AS
SELECT project, submissionId, submittedAt, finishedAt, exitStatus, counts, extra
FROM ingest
WHERE kind = 'end';

-- When the last result of a submission ended.
CREATE TABLE IF NOT EXISTS submissionSpans (
  project LowCardinality(String),
  submissionId LowCardinality(FixedString(26)),
  submittedAt SimpleAggregateFunction(any, DateTime64(3, 'UTC')),
  lastResultAt SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS submissionSpansSink TO submissionSpans AS
SELECT
  project, submissionId,
  any(submittedAt) AS submittedAt,
  max(startedAt + toIntervalMillisecond(toInt64(durationMs))) AS lastResultAt
FROM ingest
WHERE kind = 'result'
GROUP BY project, submissionId;

-- Each part that was taken: `lines` lines from `offset` on, refused and empty ones included. Answers where to go on.
CREATE TABLE IF NOT EXISTS submissionParts (
  submissionId FixedString(26),
  offset UInt32,
  submittedAt DateTime64(3, 'UTC'),
  project LowCardinality(String),
  target LowCardinality(String),
  runner LowCardinality(String),
  lines UInt32,
  ended Bool,
  receivedAt DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (submissionId, offset, lines)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS submissionPartsSink TO submissionParts AS
SELECT submissionId, offset, submittedAt, project, target, runner, lines, ended, receivedAt
FROM ingest
WHERE kind = 'part';

-- What went wrong outside tests.
CREATE TABLE IF NOT EXISTS errors (
  project LowCardinality(String),
  submissionId FixedString(26),
  recordIndex UInt32,
  submittedAt DateTime64(3, 'UTC'),
  `where` String,
  message String CODEC(ZSTD(3)),
  trace String CODEC(ZSTD(3)),
  extra String
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId, recordIndex)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS errorsSink TO errors AS
SELECT project, submissionId, recordIndex, submittedAt, `where`, message, trace, extra
FROM ingest
WHERE kind = 'error';

-- Lines that could not be read: nothing received is dropped.
CREATE TABLE IF NOT EXISTS refusedLines (
  project LowCardinality(String),
  submissionId FixedString(26),
  line UInt32,
  submittedAt DateTime64(3, 'UTC'),
  reason String,
  text String CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId, line)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS refusedLinesSink TO refusedLines AS
SELECT project, submissionId, line, submittedAt, reason, text
FROM ingest
WHERE kind = 'refused';

-- What each submission adds up to: recomputed whole whenever a part of it arrives, never incremented.
CREATE TABLE IF NOT EXISTS runSummaries (
  project LowCardinality(String),
  submissionId FixedString(26),
  submittedAt DateTime64(3, 'UTC'),
  summarisedAt DateTime64(6, 'UTC'),
  target LowCardinality(String),
  branch LowCardinality(String),
  commit String,
  buildName String,
  startedAt DateTime64(3, 'UTC'),
  finishedAt Nullable(DateTime64(3, 'UTC')),
  lastResultAt DateTime64(3, 'UTC'),
  lastReceivedAt DateTime64(3, 'UTC'),
  ended Bool,
  exitStatus Nullable(Int32),
  expectedTests Nullable(UInt32),
  passed UInt32,
  failed UInt32,
  broken UInt32,
  skipped UInt32,
  flaky UInt32,
  errors UInt32,
  runner String,
  recorder String,
  build String,
  git String,
  ci String,
  host String,
  variant String,
  labels String
) ENGINE = ReplacingMergeTree(summarisedAt)
ORDER BY (project, submissionId)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row is one record of a submission, as it came. Nothing is kept here: every table below takes what it needs.
CREATE TABLE IF NOT EXISTS ingest (
  kind Enum8(
    'submission' = 1, 'result' = 2, 'event' = 3, 'attachment' = 4, 'error' = 5, 'end' = 6, 'part' = 7, 'refused' = 8
  ),
  project LowCardinality(String),
  target String,
  runner String,
  submissionId LowCardinality(FixedString(26)),
  recordIndex UInt32,
  receivedAt DateTime64(3, 'UTC'),
  testId UUID,
  familyId UUID,
  fingerprint UUID,
  extra String,

  destination String,
  recorder String,
  build String,
  shard String,
  startedAt DateTime64(3, 'UTC'),
  expectedTests Nullable(UInt32),
  ci String,
  git String,
  host String,
  variant String,
  labels LowCardinality(String),

  resultId String,
  suite String,
  name String,
  params String,
  displayName String,
  description String,
  attempt UInt8,
  status Enum8('passed' = 1, 'failed' = 2, 'broken' = 3, 'skipped' = 4),
  rawStatus LowCardinality(String),
  durationMs Float64,
  phases String,
  failure String,
  file String,
  line UInt32,
  worker String,
  stdout String,
  stderr String,
  log String,
  links String,
  properties String,
  metrics String,
  steps String,
  subtests String,
  declaredId String,
  renamedFrom String,

  seq UInt32,
  payload String,
  at DateTime64(3, 'UTC'),

  mediaType String,
  sizeBytes UInt64,
  sha256 String,

  `where` String,
  message String,
  trace String,

  finishedAt DateTime64(3, 'UTC'),
  exitStatus Nullable(Int32),
  counts String,

  offset UInt32,
  lines UInt32,
  ended Bool,

  reason String,
  text String,

  -- The time in the first ten characters of the submission's id (a ULID), so that a part that is sent again, however
  -- late, comes to the partition of the first. ULIDStringToDateTime would say it shorter, but not every build has it.
  submittedAt DateTime64(3, 'UTC') MATERIALIZED fromUnixTimestamp64Milli(
    toInt64(position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 1, 1)) - 1) * 35184372088832
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 2, 1)) - 1) * 1099511627776
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 3, 1)) - 1) * 34359738368
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 4, 1)) - 1) * 1073741824
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 5, 1)) - 1) * 33554432
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 6, 1)) - 1) * 1048576
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 7, 1)) - 1) * 32768
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 8, 1)) - 1) * 1024
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 9, 1)) - 1) * 32
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 10, 1)) - 1),
    'UTC')
) ENGINE = Null;

-- For reading a run: the last attempt of each test, as little of it as whole runs are sorted, filtered and counted by;
-- what a page shows besides is read from `resultsByTest` for the tests on it. The same tests come in every run, in the same order: a compression
-- window that spans several runs makes their ids nearly free (docs/decisions/0002-keys-in-wide-tables.md).
CREATE TABLE IF NOT EXISTS resultsByRun (
  project LowCardinality(String),
  submissionId LowCardinality(FixedString(26)) CODEC(ZSTD(1, 24)),
  testId UUID CODEC(ZSTD(1, 24)) SETTINGS (min_compress_block_size = 16777216, max_compress_block_size = 16777216),
  submittedAt DateTime64(3, 'UTC') CODEC(ZSTD(1, 24)),
  attempt UInt8 CODEC(ZSTD(1)),
  status Enum8('passed' = 1, 'failed' = 2, 'broken' = 3, 'skipped' = 4) CODEC(ZSTD(1)),
  durationMs Decimal64(3) CODEC(T64, ZSTD(1)),
  labels LowCardinality(String) CODEC(ZSTD(1, 24)) SETTINGS (min_compress_block_size = 1048576, max_compress_block_size = 1048576)
) ENGINE = ReplacingMergeTree(attempt)
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId, testId)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS resultsByRunSink TO resultsByRun AS
SELECT
  project, submissionId, testId, submittedAt,
  greatest(attempt, 1) AS attempt,
  status,
  toDecimal64(round(durationMs, 3), 3) AS durationMs,
  labels
FROM ingest
WHERE kind = 'result';

-- For reading a test: every attempt. Read by the page for some tests of one run, hence the small
-- granules and blocks.
CREATE TABLE IF NOT EXISTS resultsByTest (
  project LowCardinality(String),
  testId UUID CODEC(ZSTD(1)),
  submissionId LowCardinality(FixedString(26)) CODEC(ZSTD(1, 24)),
  attempt UInt8 CODEC(ZSTD(1)),
  submittedAt DateTime64(3, 'UTC') CODEC(ZSTD(1, 24)) SETTINGS (min_compress_block_size = 1048576, max_compress_block_size = 1048576),
  status Enum8('passed' = 1, 'failed' = 2, 'broken' = 3, 'skipped' = 4) CODEC(ZSTD(1)),
  rawStatus LowCardinality(String) CODEC(ZSTD(1)),
  startOffsetMs Int64 CODEC(T64('bit'), ZSTD(1)),
  startedAt DateTime64(3, 'UTC') ALIAS submittedAt + toIntervalMillisecond(startOffsetMs),
  durationMs Decimal64(3) CODEC(T64('bit'), ZSTD(1)),
  labels LowCardinality(String) CODEC(ZSTD(1)),
  resultId String CODEC(ZSTD(1, 24)) SETTINGS (min_compress_block_size = 1048576, max_compress_block_size = 1048576)
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, testId, submissionId, attempt)
SETTINGS index_granularity = 1024, min_compress_block_size = 32768,
  fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS resultsByTestSink TO resultsByTest AS
SELECT
  project, testId, submissionId,
  greatest(attempt, 1) AS attempt,
  submittedAt,
  status,
  rawStatus,
  dateDiff('millisecond', submittedAt, startedAt) AS startOffsetMs,
  toDecimal64(round(durationMs, 3), 3) AS durationMs,
  labels,
  resultId
FROM ingest
WHERE kind = 'result';

-- Every attempt that failed or was broken.
CREATE TABLE IF NOT EXISTS failures (
  project LowCardinality(String),
  submissionId LowCardinality(FixedString(26)) CODEC(ZSTD(1)),
  testId UUID CODEC(ZSTD(1)),
  attempt UInt8 CODEC(ZSTD(1)),
  submittedAt DateTime64(3, 'UTC') CODEC(ZSTD(1)),
  type LowCardinality(String),
  message String CODEC(ZSTD(3)),
  trace String CODEC(ZSTD(3)),
  fingerprint UUID CODEC(ZSTD(1)),
  extra String CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId, testId, attempt)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS failuresSink TO failures AS
WITH arrayFilter(pair -> pair.1 NOT IN ('type', 'message', 'trace'), JSONExtractKeysAndValuesRaw(failure)) AS more
SELECT
  project, submissionId, testId,
  greatest(attempt, 1) AS attempt,
  submittedAt,
  JSONExtractString(failure, 'type') AS type,
  JSONExtractString(failure, 'message') AS message,
  JSONExtractString(failure, 'trace') AS trace,
  fingerprint,
  if(empty(more), '', toJSONString(CAST(more, 'Map(String, String)'))) AS extra
FROM ingest
WHERE kind = 'result' AND status IN ('failed', 'broken');

-- What most results do not have, and what only the page of one result shows. No row when there is nothing of it.
CREATE TABLE IF NOT EXISTS resultDetails (
  project LowCardinality(String),
  submissionId LowCardinality(FixedString(26)) CODEC(ZSTD(1)),
  testId UUID CODEC(ZSTD(1, 24)) SETTINGS (min_compress_block_size = 1048576, max_compress_block_size = 1048576),
  attempt UInt8 CODEC(ZSTD(1)),
  submittedAt DateTime64(3, 'UTC') CODEC(ZSTD(1)),
  description String CODEC(ZSTD(1, 24)),
  worker LowCardinality(String) CODEC(ZSTD(1)),
  phases String CODEC(ZSTD(3)),
  stdout String CODEC(ZSTD(3)),
  stderr String CODEC(ZSTD(3)),
  log String CODEC(ZSTD(3)),
  links String CODEC(ZSTD(1, 24)),
  properties String CODEC(ZSTD(1, 24)),
  metrics String CODEC(ZSTD(3)),
  steps String CODEC(ZSTD(3)),
  subtests String CODEC(ZSTD(3)),
  declaredId String CODEC(ZSTD(1, 24)),
  renamedFrom String CODEC(ZSTD(1, 24)),
  extra String CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId, testId, attempt)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS resultDetailsSink TO resultDetails AS
SELECT
  project, submissionId, testId,
  greatest(attempt, 1) AS attempt,
  submittedAt,
  description, worker, phases, stdout, stderr, log, links, properties, metrics, steps, subtests,
  declaredId, renamedFrom, extra
FROM ingest
WHERE kind = 'result' AND (
  worker != '' OR description != '' OR phases != '' OR stdout != '' OR stderr != '' OR log != '' OR links != ''
  OR properties != '' OR metrics != '' OR steps != '' OR subtests != '' OR declaredId != '' OR renamedFrom != ''
  OR extra != ''
);

-- What a test is called and where it stands, as its newest submission said.
CREATE TABLE IF NOT EXISTS tests (
  project LowCardinality(String),
  testId UUID,
  familyId UUID,
  submittedAt DateTime64(3, 'UTC'),
  lastSubmissionId LowCardinality(FixedString(26)),
  suite String,
  name String,
  displayName String,
  params String,
  file String,
  line UInt32
) ENGINE = ReplacingMergeTree(submittedAt)
ORDER BY (project, testId)
SETTINGS index_granularity = 1024, min_compress_block_size = 16384,
  fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS testsSink TO tests AS
SELECT
  project, testId, familyId, submittedAt,
  submissionId AS lastSubmissionId,
  suite, name, displayName, params, file, line
FROM ingest
WHERE kind = 'result';

-- Which submission had a test first.
CREATE TABLE IF NOT EXISTS testArrivals (
  project LowCardinality(String),
  testId UUID,
  firstSubmissionId SimpleAggregateFunction(min, FixedString(26))
) ENGINE = AggregatingMergeTree
ORDER BY (project, testId)
SETTINGS index_granularity = 1024, min_compress_block_size = 16384,
  fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS testArrivalsSink TO testArrivals AS
SELECT project, testId, CAST(submissionId, 'FixedString(26)') AS firstSubmissionId
FROM ingest
WHERE kind = 'result';

CREATE TABLE IF NOT EXISTS events (
  project LowCardinality(String),
  submissionId LowCardinality(FixedString(26)) CODEC(ZSTD(1)),
  resultId String CODEC(ZSTD(1)),
  seq UInt32 CODEC(ZSTD(1)),
  submittedAt DateTime64(3, 'UTC') CODEC(ZSTD(1)),
  name LowCardinality(String),
  payload String CODEC(ZSTD(3)),
  at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  extra String CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId, resultId, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS eventsSink TO events AS
SELECT project, submissionId, resultId, seq, submittedAt, name, payload, at, extra
FROM ingest
WHERE kind = 'event';

-- Which files belong to a result, or to the build when `resultId` is empty.
CREATE TABLE IF NOT EXISTS attachments (
  project LowCardinality(String),
  submissionId LowCardinality(FixedString(26)),
  resultId String CODEC(ZSTD(1)),
  recordIndex UInt32,
  submittedAt DateTime64(3, 'UTC'),
  name String,
  mediaType LowCardinality(String),
  sizeBytes UInt64,
  sha256 FixedString(64),
  extra String
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId, resultId, recordIndex)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS attachmentsSink TO attachments AS
SELECT project, submissionId, resultId, recordIndex, submittedAt, name, mediaType, sizeBytes, sha256, extra
FROM ingest
WHERE kind = 'attachment';

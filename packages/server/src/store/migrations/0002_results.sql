-- For reading a run: the last attempt of each test, as little of it as whole runs are sorted, filtered and counted by;
-- what a page shows besides is read from `resultsByTest` for the tests on it. The same tests come in every run, in the
-- same order: a compression window that spans several runs makes their ids nearly free
-- (docs/decisions/0002-keys-in-wide-tables.md).
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
  -- Why an attempt was skipped, or failed as expected. What did fail stands in `failures`.
  failure String CODEC(ZSTD(1, 24)),
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
  declaredId, renamedFrom,
  if(status IN ('failed', 'broken'), '', failure) AS failure,
  extra
FROM ingest
WHERE kind = 'result' AND (
  worker != '' OR description != '' OR phases != '' OR stdout != '' OR stderr != '' OR log != '' OR links != ''
  OR properties != '' OR metrics != '' OR steps != '' OR subtests != '' OR declaredId != '' OR renamedFrom != ''
  OR failure != '' OR extra != ''
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

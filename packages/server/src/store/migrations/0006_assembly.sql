-- What a first record says about reruns, selections and renamed files.
ALTER TABLE ingest ADD COLUMN IF NOT EXISTS rerun String AFTER labels;
ALTER TABLE ingest ADD COLUMN IF NOT EXISTS selection String AFTER rerun;
ALTER TABLE ingest ADD COLUMN IF NOT EXISTS renames String AFTER selection;

ALTER TABLE submissions ADD COLUMN IF NOT EXISTS rerun String;
ALTER TABLE submissions ADD COLUMN IF NOT EXISTS selection String;
ALTER TABLE submissions ADD COLUMN IF NOT EXISTS renames String CODEC(ZSTD(1));

ALTER TABLE submissionsSink MODIFY QUERY
SELECT
  project, submissionId, submittedAt, target, receivedAt, runner, recorder, build, shard, startedAt, expectedTests, ci,
  git, host, variant, labels, destination, extra, rerun, selection, renames
FROM ingest
WHERE kind = 'submission';

-- The runner's own word for the last attempt: a target may say what it means there.
ALTER TABLE resultsByRun ADD COLUMN IF NOT EXISTS rawStatus LowCardinality(String) DEFAULT toString(status) CODEC(ZSTD(1, 24));

ALTER TABLE resultsByRunSink MODIFY QUERY
SELECT
  project, submissionId, testId, submittedAt,
  greatest(attempt, 1) AS attempt,
  status,
  toDecimal64(round(durationMs, 3), 3) AS durationMs,
  labels,
  if(rawStatus = '', toString(status), rawStatus) AS rawStatus
FROM ingest
WHERE kind = 'result';

-- When rows of a submission were inserted last, by whomever: later than its summary, the summary is behind.
CREATE TABLE IF NOT EXISTS submissionArrivals (
  project LowCardinality(String),
  submissionId LowCardinality(FixedString(26)),
  submittedAt SimpleAggregateFunction(any, DateTime64(3, 'UTC')),
  arrivedAt SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(submittedAt)
ORDER BY (project, submissionId)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS submissionArrivalsSink TO submissionArrivals AS
SELECT project, submissionId, any(submittedAt) AS submittedAt, now64(6, 'UTC') AS arrivedAt
FROM ingest
GROUP BY project, submissionId;

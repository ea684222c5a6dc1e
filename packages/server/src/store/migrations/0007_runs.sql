-- Facts that people state about targets, runs and results: the newest version holds, the older ones are the audit trail.
CREATE TABLE IF NOT EXISTS targetFacts (
  project String,
  target String,
  version DateTime64(6, 'UTC'),
  consolidation Bool,
  replacement Bool,
  interpretation String,
  displayColumns Array(String),
  defaultBranch String,
  retentionDays Nullable(UInt32),
  description String,
  `group` String,
  deleted Bool,
  -- When it was last changed how results are read: what was summarised earlier is behind.
  readSince DateTime64(6, 'UTC'),
  by String,
  reason String
) ENGINE = MergeTree
ORDER BY (project, target, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE VIEW IF NOT EXISTS targetSettings AS
SELECT
  project,
  target,
  max(facts.version) AS version,
  argMax(facts.consolidation, facts.version) AS consolidation,
  argMax(facts.replacement, facts.version) AS replacement,
  argMax(facts.interpretation, facts.version) AS interpretation,
  argMax(facts.displayColumns, facts.version) AS displayColumns,
  argMax(facts.defaultBranch, facts.version) AS defaultBranch,
  tupleElement(argMax(tuple(facts.retentionDays), facts.version), 1) AS retentionDays,
  argMax(facts.description, facts.version) AS description,
  argMax(facts.`group`, facts.version) AS `group`,
  argMax(facts.deleted, facts.version) AS deleted,
  argMax(facts.readSince, facts.version) AS readSince
FROM targetFacts AS facts
GROUP BY project, target;

-- Whether a submission is deleted, or kept however old it becomes. People say it of runs; it is kept for each
-- submission, so that it outlives every change of what a run is.
CREATE TABLE IF NOT EXISTS runMarks (
  project String,
  submissionId FixedString(26),
  mark Enum8('deleted' = 1, 'pinned' = 2),
  version DateTime64(6, 'UTC'),
  stands Bool,
  runId FixedString(26),
  by String,
  reason String
) ENGINE = MergeTree
ORDER BY (project, submissionId, mark, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE VIEW IF NOT EXISTS deletedSubmissions AS
SELECT project, submissionId
FROM runMarks
WHERE mark = 'deleted'
GROUP BY project, submissionId
HAVING argMax(stands, version);

-- What a person said that a test's result was, in the execution that a submission belongs to.
CREATE TABLE IF NOT EXISTS overrides (
  project String,
  submissionId FixedString(26),
  testId UUID,
  version DateTime64(6, 'UTC'),
  stands Bool,
  status Enum8('passed' = 1, 'failed' = 2, 'broken' = 3, 'skipped' = 4),
  runId FixedString(26),
  by String,
  reason String
) ENGINE = MergeTree
ORDER BY (project, submissionId, testId, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What each submission adds up to alone, and where it belongs: taken by itself and with its reruns (`separate`), or
-- together with its build. Recomputed whole whenever a part of it arrives, never incremented.
CREATE TABLE IF NOT EXISTS submissionSummaries (
  project LowCardinality(String),
  submissionId FixedString(26),
  submittedAt DateTime64(3, 'UTC'),
  summarisedAt DateTime64(6, 'UTC'),
  target LowCardinality(String),
  branch LowCardinality(String),
  commit String,
  -- Of the run that it belongs to, and as its own record says, which differ for a rerun of another build.
  buildName String,
  namedBuild String DEFAULT buildName,
  isRerun Bool,
  rerunOf String,
  shardIndex UInt32,
  shardTotal UInt32,
  separateRunId FixedString(26) DEFAULT submissionId,
  separateExecutionId FixedString(26) DEFAULT submissionId,
  buildRunId FixedString(26) DEFAULT submissionId,
  buildExecutionId FixedString(26) DEFAULT submissionId,
  separateComplete Bool,
  buildComplete Bool,
  deleted Bool,
  pinned Bool,
  startedAt DateTime64(3, 'UTC'),
  finishedAt Nullable(DateTime64(3, 'UTC')),
  lastResultAt DateTime64(3, 'UTC'),
  lastReceivedAt DateTime64(3, 'UTC'),
  ended Bool,
  exitStatus Nullable(Int32),
  expectedTests Nullable(UInt32),
  -- How many results its end record speaks of.
  reportedResults Nullable(UInt32),
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
  labels String,
  selection String,
  INDEX byBuild namedBuild TYPE bloom_filter GRANULARITY 1,
  INDEX byCommit commit TYPE bloom_filter GRANULARITY 1,
  INDEX byRerun rerunOf TYPE bloom_filter GRANULARITY 1
) ENGINE = ReplacingMergeTree(summarisedAt)
ORDER BY (project, submissionId)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What each run adds up to in each view. The key holds however late an earlier submission comes: the execution's begin in
-- `separate`, the build's name in the other two, which have a row only for runs with such a name. Recomputed whole for
-- what a submission touched. `submissionCount` is 0 where there is no run any more.
CREATE TABLE IF NOT EXISTS runs (
  project LowCardinality(String),
  view Enum8('separate' = 1, 'appended' = 2, 'replaced' = 3),
  target LowCardinality(String),
  runKey String,
  runId FixedString(26),
  lastSubmissionId FixedString(26),
  submissionCount UInt32,
  -- Its submissions, and the execution of each at the same place.
  submissionIds Array(String),
  executionIds Array(String),
  summarisedAt DateTime64(6, 'UTC'),
  branch LowCardinality(String),
  commit String,
  buildName String,
  noEnd Bool,
  shardLost Bool,
  fewerResults Bool,
  complete Bool,
  pinned Bool,
  startedAt DateTime64(3, 'UTC'),
  finishedAt Nullable(DateTime64(3, 'UTC')),
  lastResultAt DateTime64(3, 'UTC'),
  lastReceivedAt DateTime64(3, 'UTC'),
  exitStatus Nullable(Int32),
  expectedTests Nullable(UInt32),
  passed UInt32,
  failed UInt32,
  broken UInt32,
  skipped UInt32,
  flaky UInt32,
  executions UInt32,
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
ORDER BY (project, view, target, runKey)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What was summarised before runs were assembled: each submission was a run.
CREATE TABLE IF NOT EXISTS runSummaries AS submissionSummaries;

INSERT INTO submissionSummaries (
  project, submissionId, submittedAt, summarisedAt, target, branch, commit, buildName, namedBuild, separateComplete,
  buildComplete, startedAt, finishedAt, lastResultAt, lastReceivedAt, ended, exitStatus, expectedTests, passed, failed,
  broken, skipped, flaky, errors, runner, recorder, build, git, ci, host, variant, labels
)
SELECT
  project, submissionId, submittedAt, summarisedAt, target, branch, commit, buildName, buildName, ended, ended,
  startedAt, finishedAt, lastResultAt, lastReceivedAt, ended, exitStatus, expectedTests, passed, failed, broken, skipped,
  flaky, errors, runner, recorder, build, git, ci, host, variant, labels
FROM runSummaries FINAL;

INSERT INTO runs (
  project, view, target, runKey, runId, lastSubmissionId, submissionCount, submissionIds, executionIds, summarisedAt,
  branch, commit, buildName, noEnd, complete, startedAt, finishedAt, lastResultAt, lastReceivedAt, exitStatus, expectedTests, passed, failed, broken,
  skipped, flaky, executions, errors, runner, recorder, build, git, ci, host, variant, labels
)
SELECT
  project, 'separate', target, submissionId, submissionId, submissionId, 1, [submissionId], [submissionId], summarisedAt,
  branch, commit, buildName, NOT ended, ended, startedAt, finishedAt, lastResultAt, lastReceivedAt, exitStatus, expectedTests, passed, failed,
  broken, skipped, flaky, passed + failed + broken + skipped + flaky, errors, runner, recorder, build, git, ci, host,
  variant, labels
FROM runSummaries FINAL;

DROP TABLE IF EXISTS runSummaries;

-- The runs as the settings of their targets say them to be. `mainline`: on the target's default branch.
CREATE VIEW IF NOT EXISTS currentRuns AS
SELECT
  project, toString(view) AS view, target, runKey, runId, lastSubmissionId, submissionCount, submissionIds, executionIds,
  summarisedAt, branch, commit, buildName, noEnd, shardLost, fewerResults, complete, pinned, startedAt, finishedAt, lastResultAt, lastReceivedAt,
  exitStatus, expectedTests, passed, failed, broken, skipped, flaky, executions, errors, runner, recorder, build, git, ci,
  host, variant, labels,
  (project, target, branch) IN (
    SELECT project, target, defaultBranch FROM targetSettings WHERE defaultBranch != ''
  ) OR branch IN ('', 'main', 'master', 'trunk') AND (project, target) NOT IN (
    SELECT project, target FROM targetSettings WHERE defaultBranch != ''
  ) AS mainline
FROM runs FINAL
WHERE submissionCount > 0
  AND (project, target) NOT IN (SELECT project, target FROM targetSettings WHERE deleted)
  AND view = multiIf(
    buildName = '' OR (project, target) NOT IN (SELECT project, target FROM targetSettings WHERE consolidation),
    'separate',
    (project, target) IN (SELECT project, target FROM targetSettings WHERE replacement),
    'replaced',
    'appended'
  );

-- To which run each submission belongs, as the settings of its target say. Deleted ones are left out. `complete` is said
-- of the run, everything else of the submission.
CREATE VIEW IF NOT EXISTS runMembers AS
SELECT
  project, submissionId,
  buildName != '' AND (project, target) IN (
    SELECT project, target FROM targetSettings WHERE consolidation
  ) AS consolidated,
  if(consolidated, buildRunId, separateRunId) AS runId,
  if(consolidated, buildExecutionId, separateExecutionId) AS executionId,
  if(consolidated, buildComplete, separateComplete) AS complete,
  submittedAt, target, branch, commit, buildName, isRerun, shardIndex, shardTotal, pinned, startedAt, finishedAt,
  lastResultAt, lastReceivedAt, ended, exitStatus, expectedTests, errors, runner, git, ci, host, variant, labels,
  selection, summarisedAt,
  (project, target, branch) IN (
    SELECT project, target, defaultBranch FROM targetSettings WHERE defaultBranch != ''
  ) OR branch IN ('', 'main', 'master', 'trunk') AND (project, target) NOT IN (
    SELECT project, target FROM targetSettings WHERE defaultBranch != ''
  ) AS mainline
FROM submissionSummaries FINAL
WHERE NOT deleted AND (project, target) NOT IN (SELECT project, target FROM targetSettings WHERE deleted);

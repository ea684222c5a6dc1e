-- What people state about a test: the newest version of a row holds, the older ones are the audit trail. `changedBy` and
-- `reason` say who made this version, and why.
CREATE TABLE IF NOT EXISTS testComments (
  project String,
  testId UUID,
  commentId String,
  version DateTime64(6, 'UTC'),
  text String,
  by String,
  createdAt DateTime64(3, 'UTC'),
  removedAt Nullable(DateTime64(3, 'UTC')),
  changedBy String,
  reason String
) ENGINE = MergeTree
ORDER BY (project, testId, commentId, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS testBugs (
  project String,
  testId UUID,
  bugId String,
  version DateTime64(6, 'UTC'),
  tracker LowCardinality(String),
  key String,
  url String,
  title String,
  by String,
  createdAt DateTime64(3, 'UTC'),
  removedAt Nullable(DateTime64(3, 'UTC')),
  changedBy String,
  reason String
) ENGINE = MergeTree
ORDER BY (project, testId, bugId, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- A test has one assignment at a time: assigning it again is another version of it. `resolvedRunId` is the run in which
-- the test passed, empty when a person resolved it.
CREATE TABLE IF NOT EXISTS testAssignments (
  project String,
  testId UUID,
  version DateTime64(6, 'UTC'),
  target String,
  assignee String,
  state LowCardinality(String),
  by String,
  reason String,
  assignedAt DateTime64(3, 'UTC'),
  resolvedAt Nullable(DateTime64(3, 'UTC')),
  resolvedBy String,
  resolvedReason String,
  resolvedRunId String
) ENGINE = MergeTree
ORDER BY (project, testId, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

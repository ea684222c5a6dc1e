-- Which test goes on under another id: every statement about it is a version, the newest holds, and only `accepted` joins
-- two histories. Nothing that is known of a test is rewritten, so that another version takes it all back.
CREATE TABLE IF NOT EXISTS testRenames (
  project LowCardinality(String),
  fromTestId UUID,
  toTestId UUID,
  version DateTime64(6, 'UTC'),
  renameId UUID,
  state Enum8('suggested' = 1, 'accepted' = 2, 'refused' = 3, 'undone' = 4),
  confidence Float64,
  evidence String,
  runId String,
  commit String,
  by String,
  reason String
) ENGINE = MergeTree
ORDER BY (project, fromTestId, toTestId, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Each id that a test had before, and the one it has now: chains are followed to their end. Writing refuses circles; the
-- bound on the length is there for tables that were written by hand.
CREATE VIEW IF NOT EXISTS testAliases AS
WITH RECURSIVE
links AS (
  SELECT project, fromTestId, toTestId
  FROM testRenames
  GROUP BY project, fromTestId, toTestId
  HAVING argMax(state, version) = 'accepted'
),
chains AS (
  SELECT project, fromTestId, toTestId AS testId, 1 AS steps
  FROM links
  UNION ALL
  SELECT chains.project AS project, chains.fromTestId AS fromTestId, links.toTestId AS testId, chains.steps + 1 AS steps
  FROM chains
  INNER JOIN links ON links.project = chains.project AND links.fromTestId = chains.testId
  WHERE chains.steps < 200
)
SELECT project, fromTestId, argMax(chains.testId, steps) AS testId
FROM chains
GROUP BY project, fromTestId;

-- Every attempt that a pytest reported, under the node id that pytest has for it. Deleted runs are left out.
CREATE VIEW IF NOT EXISTS pytestAttempts AS
SELECT
  runs.runId AS runId,
  runs.ciProvider AS ciProvider,
  runs.ciRunId AS ciRunId,
  runs.gitCommit AS gitCommit,
  runs.gitBranch AS gitBranch,
  results.project AS project,
  results.submissionId AS submissionId,
  results.resultId AS resultId,
  results.startedAt AS startedAt,
  JSONExtract(results.labels, 'Map(String, Array(String))') AS labelMap,
  details.worker AS worker,
  details.links AS links,
  details.phases AS phases,
  JSONExtractString(details.extra, 'allureTitle') AS allureTitle,
  -- Markers that are no labels, as those of pytest itself, stand in a list of their own; params tell of one.
  arraySort(arrayDistinct(if(
    JSONHas(details.extra, 'markers'),
    JSONExtract(details.extra, 'markers', 'Array(String)'),
    arrayConcat(labelMap['marker'], if(tests.params IN ('', '{}'), [], ['parametrize']))
  ))) AS markerNames,
  replaceAll(replaceRegexpOne(tests.file, '\\.py$', ''), '/', '.') AS module,
  if(startsWith(tests.suite, concat(module, '.')), substring(tests.suite, length(module) + 2), '') AS classes,
  if(
    JSONHas(details.extra, 'nodeId'),
    JSONExtractString(details.extra, 'nodeId'),
    concat(
      if(startsWith(tests.suite, module), tests.file, concat(replaceAll(tests.suite, '.', '/'), '.py')),
      if(classes = '', '', concat('::', replaceAll(classes, '.', '::'))),
      '::',
      if(tests.displayName = '', tests.name, tests.displayName)
    )
  ) AS nodeId
FROM (
  SELECT project, testId, submissionId, attempt, resultId, startedAt, labels
  FROM resultsByTest FINAL
) AS results
INNER JOIN (
  SELECT
    project,
    submissionId,
    if(JSONExtractString(labels, 'runId', 1) = '', toString(submissionId), JSONExtractString(labels, 'runId', 1)) AS runId,
    if(JSONExtractString(ci, 'provider') = '', 'local', JSONExtractString(ci, 'provider')) AS ciProvider,
    JSONExtractString(ci, 'runId') AS ciRunId,
    JSONExtractString(git, 'commit') AS gitCommit,
    JSONExtractString(git, 'branch') AS gitBranch
  FROM submissions FINAL
  WHERE JSONExtractString(runner, 'name') = 'pytest' AND (project, submissionId) NOT IN (
    SELECT project, submissionId
    FROM runMarks
    WHERE mark = 'deleted'
    GROUP BY project, submissionId
    HAVING argMax(stands, version)
  )
) AS runs ON runs.project = results.project AND runs.submissionId = results.submissionId
INNER JOIN (
  SELECT project, testId, submissionId, attempt, worker, links, phases, extra
  FROM resultDetails FINAL
  WHERE phases NOT IN ('', '[]')
) AS details ON details.project = results.project AND details.testId = results.testId
  AND details.submissionId = results.submissionId AND details.attempt = results.attempt
INNER JOIN (
  SELECT project, testId, suite, name, displayName, params, file
  FROM tests FINAL
) AS tests ON tests.project = results.project AND tests.testId = results.testId;

-- The columns of pytest-test-observer over the same data, so that queries and dashboards made for it go on working: one
-- row for each phase that it would have recorded. That is every call, a setup that failed or was skipped, and a teardown
-- that failed. A call that is broken is a worker that died, of which it knew nothing.
CREATE VIEW IF NOT EXISTS pytest_results AS
SELECT
  runId AS run_id,
  fromUnixTimestamp64Milli(endMs) AS timestamp,
  toUInt64(greatest(startMs, 0)) AS started_at,
  toUInt64(greatest(endMs, 0)) AS finished_at,
  nodeId AS nodeid,
  CAST(phaseStatus, 'LowCardinality(String)') AS status,
  CAST(phaseName, 'LowCardinality(String)') AS when_phase,
  phaseMs / 1000 AS duration,
  markerNames AS markers,
  CAST(if(worker = '', 'master', worker), 'LowCardinality(String)') AS worker_id,
  CAST(ciProvider, 'LowCardinality(String)') AS ci_provider,
  ciRunId AS ci_run_id,
  gitCommit AS git_commit,
  gitBranch AS git_branch,
  labelMap['as_id'][1] AS allure_id,
  allureTitle AS allure_title,
  CAST(labelMap['severity'][1], 'LowCardinality(String)') AS allure_severity,
  mapFilter((label, values) -> label != 'marker' AND NOT has(markerNames, label), labelMap) AS allure_labels,
  arrayMap(
    link -> (JSONExtractString(link, 'type'), JSONExtractString(link, 'url'), JSONExtractString(link, 'name')),
    JSONExtractArrayRaw(links)
  ) AS allure_links
FROM (
  SELECT
    *,
    JSONExtractArrayRaw(phases) AS phaseList,
    arrayMap(phase -> JSONExtractFloat(phase, 'durationMs'), phaseList) AS durations,
    phaseNumber,
    JSONExtractString(phaseList[phaseNumber], 'name') AS phaseName,
    JSONExtractString(phaseList[phaseNumber], 'status') AS phaseStatus,
    durations[phaseNumber] AS phaseMs,
    -- Phases follow each other without a pause worth telling; one that knows its start says it.
    ifNull(
      toUnixTimestamp64Milli(
        parseDateTime64BestEffortOrNull(JSONExtractString(phaseList[phaseNumber], 'startedAt'), 3, 'UTC')
      ),
      toUnixTimestamp64Milli(startedAt) + toInt64(arrayCumSum(durations)[phaseNumber] - phaseMs)
    ) AS startMs,
    startMs + toInt64(phaseMs) AS endMs
  FROM pytestAttempts
  ARRAY JOIN arrayEnumerate(JSONExtractArrayRaw(phases)) AS phaseNumber
)
WHERE (phaseName = 'call' AND phaseStatus != 'broken')
  OR (phaseName = 'setup' AND phaseStatus IN ('failed', 'broken', 'skipped'))
  OR (phaseName = 'teardown' AND phaseStatus IN ('failed', 'broken'));

CREATE VIEW IF NOT EXISTS pytest_results_events AS
SELECT
  attempts.runId AS run_id,
  attempts.nodeId AS nodeid,
  fromUnixTimestamp64Milli(toUnixTimestamp64Milli(said.at)) AS timestamp,
  said.seq AS seq,
  CAST(said.name, 'LowCardinality(String)') AS event_name,
  JSONExtract(said.payload, 'Map(String, String)') AS payload
FROM (
  SELECT project, submissionId, resultId, seq, name, payload, at
  FROM events FINAL
) AS said
INNER JOIN pytestAttempts AS attempts ON attempts.project = said.project
  AND attempts.submissionId = said.submissionId AND attempts.resultId = said.resultId;

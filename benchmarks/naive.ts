import type { generatedRows } from "./history.ts";

/** The layout of pytest-test-observer, with message and trace beside: one row a result, by test and time. */
export const naiveTable = `
  CREATE TABLE IF NOT EXISTS naive (
    run_id String,
    timestamp DateTime64(3, 'UTC'),
    started_at UInt64,
    finished_at UInt64,
    nodeid String,
    status LowCardinality(String),
    when_phase LowCardinality(String),
    duration Float64,
    markers Array(String),
    worker_id LowCardinality(String),
    ci_provider LowCardinality(String),
    ci_run_id String,
    git_commit String,
    git_branch String,
    allure_id String,
    allure_title String,
    allure_severity LowCardinality(String),
    allure_labels Map(String, Array(String)),
    allure_links Array(Tuple(String, String, String)),
    message String,
    trace String
  ) ENGINE = MergeTree
  ORDER BY (nodeid, timestamp)
  PARTITION BY toYYYYMM(timestamp)`;

/** The generated rows as that layout has them. */
export function naiveRows({ sql, parameters }: ReturnType<typeof generatedRows>) {
  return {
    parameters,
    sql: `
    SELECT
      submissionId AS run_id,
      receivedAt AS timestamp,
      toUnixTimestamp64Milli(startedAt) AS started_at,
      toUnixTimestamp64Milli(receivedAt) AS finished_at,
      concat(file, '::', substring(suite, position(suite, 'TestCase')), '::', name) AS nodeid,
      status,
      'call' AS when_phase,
      durationMs / 1000 AS duration,
      ['unit'] AS markers,
      'master' AS worker_id,
      'github' AS ci_provider,
      toString(run) AS ci_run_id,
      lower(hex(SHA1(submissionId))) AS git_commit,
      if(run % 5 < 3, 'main', concat('feature-', toString(intDiv(run, 10) % 40))) AS git_branch,
      '' AS allure_id,
      '' AS allure_title,
      JSONExtractString(labels, 'severity', 1) AS allure_severity,
      CAST(JSONExtract(labels, 'Map(String, Array(String))'), 'Map(String, Array(String))') AS allure_labels,
      if(links = '', [], [(JSONExtractString(links, 1, 'type'), JSONExtractString(links, 1, 'url'), JSONExtractString(links, 1, 'name'))]) AS allure_links,
      JSONExtractString(failure, 'message') AS message,
      JSONExtractString(failure, 'trace') AS trace
    FROM (${sql})`,
  };
}

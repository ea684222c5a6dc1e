/** A question that people ask of their tests, with the statement that answers it. */
export interface SqlExample {
  readonly word: string;
  readonly sql: string;
}

/** What the console offers to those who have not written anything yet. */
export const sqlExamples: readonly SqlExample[] = [
  {
    word: "The newest runs",
    sql: `SELECT project, target, branch, buildName, startedAt, passed, failed, broken, flaky
FROM currentRuns
ORDER BY startedAt DESC
LIMIT 50`,
  },
  {
    word: "Pass rate by week",
    sql: `SELECT toStartOfWeek(startedAt) AS week, round(100 * sum(passed) / sum(executions), 2) AS passedPercent
FROM currentRuns
GROUP BY week
ORDER BY week`,
  },
  {
    word: "The most frequent failures",
    sql: `SELECT splitByChar('\\n', message)[1] AS failure, count() AS times, uniqExact(testId) AS tests
FROM failures FINAL
GROUP BY failure
ORDER BY times DESC
LIMIT 20`,
  },
  {
    word: "The slowest tests",
    sql: `SELECT t.suite, t.name, round(quantile(0.5)(toFloat64(durationMs))) AS p50Ms,
  round(quantile(0.95)(toFloat64(durationMs))) AS p95Ms, count() AS attempts
FROM resultsByTest AS r FINAL
INNER JOIN (SELECT project, testId, suite, name FROM tests FINAL) AS t USING (project, testId)
WHERE r.submittedAt > now() - INTERVAL 30 DAY
GROUP BY t.suite, t.name
ORDER BY p95Ms DESC
LIMIT 20`,
  },
  {
    word: "A metric over time",
    sql: `SELECT submittedAt, metric.1 AS name, avg(metric.2) AS value
FROM resultDetails FINAL
ARRAY JOIN JSONExtractKeysAndValues(metrics, 'Float64') AS metric
GROUP BY submittedAt, name
ORDER BY submittedAt`,
  },
  {
    word: "What can be read",
    sql: "SHOW TABLES",
  },
];

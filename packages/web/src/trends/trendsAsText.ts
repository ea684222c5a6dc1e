import { beganBy } from "../format/beganBy.ts";
import { commandLine } from "../format/commandLine.ts";
import { sqlText } from "../format/sqlText.ts";
import { readings, statusRead } from "../format/wordsRead.ts";
import type { TrendsSearch } from "../search/trendsSearch.ts";
import { trendsParameters } from "./trendsParameters.ts";

/** The command that prints the same figures; `more` are options of this one. */
export function trendsCommand(
  words: string,
  search: TrendsSearch,
  more: Readonly<Record<string, string | number>> = {},
): string {
  const { asof } = search;
  return commandLine(words.split(" "), { ...trendsParameters(search, asof).current, ...more, asof });
}

/** The runs that the figures are about, as a condition on `currentRuns`. */
function runsWhere({ project, target, branch, days = 30, asof }: TrendsSearch): string {
  const named = Object.entries({ project, target, branch }).flatMap(([name, value]) =>
    value ? [`${name} = ${sqlText(value)}`] : [],
  );
  const then = asof === undefined ? "now()" : `parseDateTime64BestEffort(${sqlText(asof)}, 3)`;
  return [...named, `startedAt >= ${then} - INTERVAL ${days} DAY`, beganBy(asof, "runId")]
    .filter(Boolean)
    .join(" AND ");
}

/** What a query leaves out that the page tells. */
function unlike({ label }: TrendsSearch, sentence = ""): string {
  const parts = [label && "The label is not looked at.", sentence].filter(Boolean);
  return parts.length === 0 ? "" : `-- ${parts.join(" ")}\n`;
}

/** The query that answers runs, each with its counts. */
export function runsSql(search: TrendsSearch): string {
  return `${unlike(search)}SELECT runId, target, branch, commit, startedAt, passed, failed, broken, skipped, flaky
FROM currentRuns
WHERE ${runsWhere(search)}
ORDER BY runId DESC
LIMIT 50`;
}

/** The query that adds runs up by a column of theirs. */
export function groupSql(column: string, search: TrendsSearch): string {
  return `${unlike(search)}SELECT ${column}, count() AS runs, sum(passed) AS passed, sum(failed) AS failed, sum(broken) AS broken, sum(skipped) AS skipped, sum(flaky) AS flaky
FROM currentRuns
WHERE ${runsWhere(search)}
GROUP BY ALL
ORDER BY ${column}`;
}

/** The query that answers how attempts of each test ended in these runs, by `having` and `order`. */
export function testsSql(search: TrendsSearch, { having, order }: { having: string; order: string }): string {
  const project = search.project ? `project = ${sqlText(search.project)} AND ` : "";
  return `${unlike(search, "Attempts are counted; what people corrected is not in it.")}WITH ${readings(search.project)}
SELECT
  testId, uniqExact(submissionId) AS runs,
  countIf(${statusRead} = 'passed') AS passes,
  countIf(${statusRead} IN ('failed', 'broken')) AS fails,
  uniqExactIf(submissionId, attempt > 1) AS retriedRuns,
  quantileExactIf(0.5)(durationMs, status = 'passed') AS p50Ms, quantileExactIf(0.95)(durationMs, status = 'passed') AS p95Ms
FROM (
  SELECT * FROM resultsByTest FINAL
  WHERE ${project}submissionId IN (SELECT arrayJoin(submissionIds) FROM currentRuns WHERE ${runsWhere(search)})
) AS results
INNER JOIN (SELECT project, submissionId, target FROM runMembers) AS members USING (project, submissionId)
GROUP BY testId
HAVING ${having}
ORDER BY ${order} DESC
LIMIT 10`;
}

import { shellWord } from "../format/shellWord.ts";
import { sqlText } from "../format/sqlText.ts";
import type { TrendsSearch } from "../search/trendsSearch.ts";

/** The command that prints the same figures. */
export function trendsCommand(command: string, { project, target, branch, label, days = 30 }: TrendsSearch): string {
  const options = Object.entries({ project, target, branch, label, since: `${days}d` })
    .filter(([, value]) => value)
    .map(([name, value]) => ` --${name} ${shellWord(String(value))}`);
  return `backstory ${command}${options.join("")}`;
}

/** The runs that the figures are about, as a condition on `currentRuns`. */
function runsWhere({ project, target, branch, days = 30 }: TrendsSearch): string {
  const named = Object.entries({ project, target, branch }).flatMap(([name, value]) =>
    value ? `${name} = ${sqlText(value)}` : [],
  );
  return [...named, `startedAt >= now() - INTERVAL ${days} DAY`].join(" AND ");
}

/** The query that answers runs, each with its counts. */
export function runsSql(search: TrendsSearch): string {
  return `SELECT runId, target, branch, commit, startedAt, passed, failed, broken, skipped, flaky\nFROM currentRuns\nWHERE ${runsWhere(search)}\nORDER BY runId DESC\nLIMIT 50`;
}

/** The query that adds runs up by a column of theirs. */
export function groupSql(column: string, search: TrendsSearch): string {
  return `SELECT ${column}, count() AS runs, sum(passed) AS passed, sum(failed) AS failed, sum(broken) AS broken, sum(skipped) AS skipped, sum(flaky) AS flaky\nFROM currentRuns\nWHERE ${runsWhere(search)}\nGROUP BY ALL\nORDER BY ${column}`;
}

/** The query that answers how attempts of each test ended in these runs, by `having` and `order`. */
export function testsSql(search: TrendsSearch, { having, order }: { having: string; order: string }): string {
  const project = search.project ? `project = ${sqlText(search.project)} AND ` : "";
  return `SELECT testId, uniqExact(submissionId) AS runs, countIf(status = 'passed') AS passes, countIf(status IN ('failed', 'broken')) AS fails, uniqExactIf(submissionId, attempt > 1) AS retriedRuns, quantileExactIf(0.5)(durationMs, status = 'passed') AS p50Ms, quantileExactIf(0.95)(durationMs, status = 'passed') AS p95Ms\nFROM resultsByTest FINAL\nWHERE ${project}submissionId IN (\n  SELECT arrayJoin(submissionIds) FROM currentRuns WHERE ${runsWhere(search)}\n)\nGROUP BY testId\nHAVING ${having}\nORDER BY ${order} DESC\nLIMIT 10`;
}

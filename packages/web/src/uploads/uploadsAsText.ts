import { useSearch } from "@tanstack/react-router";
import { beganBy } from "../format/beganBy.ts";
import { commandLine } from "../format/commandLine.ts";
import { sqlText } from "../format/sqlText.ts";

/** The command that tells the health of uploads, and the queries that answer it table by table. */
export function useUploadsAsText() {
  const { project, target, asof, days = 7 } = useSearch({ from: "/settings/uploads" });
  const then = asof === undefined ? "now()" : `parseDateTime64BestEffort(${sqlText(asof)}, 3)`;
  const scope = [project && `project = ${sqlText(project)}`, target && `target = ${sqlText(target)}`, beganBy(asof)];
  const inScope = scope.filter(Boolean).join(" AND ") || "true";
  const recent = `members.startedAt >= ${then} - INTERVAL ${days} DAY`;
  return {
    cli: commandLine(["uploads"], { project, target, days, asof }),
    reportingSql: `SELECT
  project, target, countIf(${recent}) AS submissions,
  countIf(${recent} AND NOT ended AND lastReceivedAt <= ${then} - INTERVAL 10 MINUTE) AS withoutEnd,
  sumIf(refused, ${recent}) AS refusedLines, max(members.startedAt) AS lastAt
FROM runMembers AS members
LEFT JOIN (
  SELECT project, submissionId, count() AS refused FROM refusedLines FINAL GROUP BY project, submissionId
) AS lines USING (project, submissionId)
WHERE ${inScope}
GROUP BY project, target
ORDER BY lastAt`,
    refusedSql: `SELECT project, target, runId, line, reason, text, startedAt
FROM (
  SELECT project, target, runId, submissionId, startedAt FROM runMembers AS members WHERE ${inScope} AND ${recent}
) AS sent
INNER JOIN (SELECT project, submissionId, line, reason, text FROM refusedLines FINAL) AS lines USING (project, submissionId)
ORDER BY submissionId DESC, line
LIMIT 200`,
    clocksSql: `SELECT
  JSONExtractString(members.host, 'name') AS machine, project, target, count() AS submissions, max(members.startedAt) AS lastAt,
  min(dateDiff('millisecond', assumeNotNull(finishedAt), lastReceivedAt)) AS leastLagMs
FROM runMembers AS members
WHERE ${inScope} AND ${recent} AND ended AND finishedAt IS NOT NULL
GROUP BY machine, project, target
HAVING leastLagMs < -5000 OR leastLagMs > 120000 AND submissions >= 3
ORDER BY abs(leastLagMs) DESC`,
  };
}

import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import { type OverviewScope, targetKey } from "../overview/overviewScope.ts";
import { idAfter } from "../runsAsof.ts";

/** How many lines of the submissions of each target begun after `since` could not be read, by {@link targetKey}. */
export async function refusedCounts(
  connection: Connection,
  { since, ...scope }: OverviewScope & { readonly since: string },
): Promise<Map<string, number>> {
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "target = {target:String}": scope.target,
    "submissionId >= {since:String}": idAfter(since),
    "submissionId < {later:String}": scope.asof && idAfter(scope.asof),
  });
  const rows = await connection.query<{ project: string; target: string; lines: number }>(
    `
    SELECT members.project AS project, members.target AS target, count() AS lines
    FROM (SELECT project, target, submissionId FROM runMembers ${clause}) AS members
    INNER JOIN (SELECT project, submissionId, line FROM refusedLines FINAL) AS refused
      ON refused.project = members.project AND refused.submissionId = members.submissionId
    GROUP BY project, target`,
    parameters,
  );
  return new Map(rows.map((row) => [targetKey(row), Number(row.lines)]));
}

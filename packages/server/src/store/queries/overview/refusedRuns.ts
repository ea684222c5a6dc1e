import type { Overview, RefusedRun } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import { idAfter } from "../runsAsof.ts";
import type { OverviewScope } from "./overviewScope.ts";

const most = 20;

/** Runs begun after `since` with lines that could not be read, newest first, and how many such lines there are. */
export async function refusedRuns(
  connection: Connection,
  { since, ...scope }: OverviewScope & { readonly since: string },
): Promise<Overview["refused"]> {
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "target = {target:String}": scope.target,
    "submissionId < {later:String}": scope.asof && idAfter(scope.asof),
    "submissionId >= {since:String}": idAfter(since),
  });
  const rows = await connection.query<RefusedRun>(
    `
    SELECT
      project, target, toString(runId) AS runId, sum(refused.lines) AS lines,
      argMin(refused.reason, submissionId) AS reason, max(startedAt) AS at
    FROM runMembers AS members
    INNER JOIN (
      SELECT project, submissionId, count() AS lines, argMin(reason, line) AS reason
      FROM refusedLines FINAL
      GROUP BY project, submissionId
    ) AS refused ON refused.project = members.project AND refused.submissionId = members.submissionId
    ${clause}
    GROUP BY project, target, runId
    ORDER BY runId DESC`,
    parameters,
  );
  return { lines: rows.reduce((sum, { lines }) => sum + lines, 0), items: rows.slice(0, most) };
}

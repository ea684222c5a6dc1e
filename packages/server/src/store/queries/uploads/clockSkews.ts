import { type ClockSkew, clockRule } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import type { OverviewScope } from "../overview/overviewScope.ts";
import { idAfter } from "../runsAsof.ts";

type LagRow = Omit<ClockSkew, "direction" | "skewMs"> & { readonly leastLagMs: number };

/**
 * Machines whose clocks are not the server's, furthest first, by the shortest time that lay between the end of a
 * submission, as the machine says it, and its last record's arrival. Read are submissions with an end, begun after `since`.
 */
export async function clockSkews(
  connection: Connection,
  { since, ...scope }: OverviewScope & { readonly since: string },
): Promise<ClockSkew[]> {
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "target = {target:String}": scope.target,
    "submissionId >= {since:String}": idAfter(since),
    "submissionId < {later:String}": scope.asof && idAfter(scope.asof),
  });
  const rows = await connection.query<LagRow>(
    `
    SELECT
      project, target, JSONExtractString(members.host, 'name') AS host, count() AS submissions,
      max(members.startedAt) AS lastAt, min(dateDiff('millisecond', assumeNotNull(finishedAt), lastReceivedAt)) AS leastLagMs
    FROM runMembers AS members
    ${clause} AND ended AND finishedAt IS NOT NULL
    GROUP BY project, target, host
    ORDER BY project, target, host`,
    parameters,
  );
  return rows
    .map(({ leastLagMs, ...machine }) => ({ ...machine, ...skewOf(Number(leastLagMs), machine.submissions) }))
    .filter((machine): machine is ClockSkew => machine.direction !== undefined)
    .toSorted((one, other) => other.skewMs - one.skewMs);
}

function skewOf(leastLagMs: number, submissions: number): Partial<Pick<ClockSkew, "direction" | "skewMs">> {
  const { aheadMs, behindMs, leastBehind } = clockRule;
  if (-leastLagMs > aheadMs) return { direction: "ahead", skewMs: -leastLagMs };
  return leastLagMs > behindMs && submissions >= leastBehind ? { direction: "behind", skewMs: leastLagMs } : {};
}

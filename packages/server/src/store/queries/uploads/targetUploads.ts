import { staleAfterMs, type TargetUploads } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import { type OverviewScope, targetKey } from "../overview/overviewScope.ts";
import { idAfter } from "../runsAsof.ts";

type Counted = Pick<TargetUploads, "project" | "target" | "submissions" | "lastAt" | "withoutEnd">;

/** How many submissions of each target began after `since`, and how many of them were left without an end, by {@link targetKey}. */
export async function targetUploads(
  connection: Connection,
  { since, ...scope }: OverviewScope & { readonly since: string },
  now: number,
): Promise<Map<string, Counted>> {
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "target = {target:String}": scope.target,
    "submissionId >= {since:String}": idAfter(since),
    "submissionId < {later:String}": scope.asof && idAfter(scope.asof),
  });
  const rows = await connection.query<Counted>(
    `
    SELECT
      project, target, count() AS submissions, max(members.startedAt) AS lastAt,
      countIf(NOT ended AND lastReceivedAt <= {staleBefore:DateTime64(3)}) AS withoutEnd
    FROM runMembers AS members
    ${clause}
    GROUP BY project, target`,
    { ...parameters, staleBefore: new Date(now - staleAfterMs).toISOString() },
  );
  return new Map(rows.map((row) => [targetKey(row), row]));
}

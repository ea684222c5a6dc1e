import type { RefusedUpload } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import type { OverviewScope } from "../overview/overviewScope.ts";
import { idAfter } from "../runsAsof.ts";

/** Lines that could not be read of submissions begun after `since`, newest submission first, `limit` at most. */
export async function refusedUploads(
  connection: Connection,
  { since, limit, ...scope }: OverviewScope & { readonly since: string; readonly limit: number },
): Promise<RefusedUpload[]> {
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "target = {target:String}": scope.target,
    "submissionId >= {since:String}": idAfter(since),
    "submissionId < {later:String}": scope.asof && idAfter(scope.asof),
  });
  return connection.query<RefusedUpload>(
    `
    SELECT
      members.project AS project, members.target AS target, toString(members.runId) AS runId,
      toString(members.submissionId) AS submissionId, toInt64(refused.line) AS line, refused.reason AS reason,
      refused.text AS text, members.startedAt AS at
    FROM (SELECT project, target, runId, submissionId, startedAt FROM runMembers ${clause}) AS members
    INNER JOIN (SELECT project, submissionId, line, reason, text FROM refusedLines FINAL) AS refused
      ON refused.project = members.project AND refused.submissionId = members.submissionId
    ORDER BY members.submissionId DESC, refused.line
    LIMIT {limit:UInt32}`,
    { ...parameters, limit },
  );
}

import type { Connection } from "../connection.ts";
import type { RecentMember } from "./failingCandidates.ts";
import { type MemberFilters, memberRows } from "./memberRows.ts";

/** Only so many of the newest runs of a target and branch are looked at: suites that take turns in one target are few. */
const newestRuns = 5;
/** Runs so many are looked at; tests of others stay where they are. */
const mostRuns = 50;

interface SharedRow {
  readonly runId: string;
  readonly isMadeAgain: boolean;
}

/**
 * Which of these runs were made again: one of the newest complete runs of their target and branch is newer and had at
 * least half of their tests. What such a run had and the newer one does not have is gone, not merely left out.
 */
export async function runsMadeAgain(
  connection: Connection,
  filters: MemberFilters,
  { runIds, recent }: { readonly runIds: readonly string[]; readonly recent: readonly RecentMember[] },
): Promise<ReadonlySet<string>> {
  const newest = new Set(recent.filter(({ age }) => age === 1).map(({ runId }) => runId));
  const older = [...new Set(runIds)].filter((runId) => !newest.has(runId)).slice(0, mostRuns);
  if (older.length === 0) return new Set();
  const members = await memberRows(connection, { ...filters, complete: true });
  const newerIds = [...new Set(recent.filter(({ age }) => age <= newestRuns).map(({ runId }) => runId))];
  const rows = await connection.query<SharedRow>(
    `
    WITH tests AS (
      SELECT DISTINCT
        member.runId AS runId, member.target AS target, member.branch AS branch, result.testId AS testId
      FROM (
        SELECT submissionId, runId, target, branch
        FROM (${members.sql})
        WHERE runId IN {older:Array(String)} OR runId IN {newer:Array(String)}
      ) AS member
      INNER JOIN (
        SELECT submissionId, testId
        FROM resultsByRun
        WHERE project = {project:String} AND submissionId IN (
          SELECT submissionId
          FROM runMembers
          WHERE project = {project:String} AND (runId IN {older:Array(String)} OR runId IN {newer:Array(String)})
        )
      ) AS result ON result.submissionId = member.submissionId
    )
    SELECT runId, max(2 * shared >= total) AS isMadeAgain
    FROM (
      SELECT old.runId AS runId, again.runId AS newerId, count() AS shared
      FROM tests AS old
      INNER JOIN tests AS again ON again.testId = old.testId AND again.target = old.target AND again.branch = old.branch
      WHERE old.runId IN {older:Array(String)} AND again.runId IN {newer:Array(String)} AND again.runId > old.runId
      GROUP BY runId, newerId
    ) AS pair
    INNER JOIN (SELECT runId, count() AS total FROM tests GROUP BY runId) AS whole ON whole.runId = pair.runId
    GROUP BY runId`,
    { ...members.parameters, older, newer: newerIds },
  );
  return new Set(rows.filter(({ isMadeAgain }) => isMadeAgain).map(({ runId }) => runId));
}

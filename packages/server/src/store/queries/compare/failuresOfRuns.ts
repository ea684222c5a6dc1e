import type { SideResult } from "@backstory/model";
import type { Connection } from "../../connection.ts";

/** Which failures to read: of these tests, under any id that they had, in these runs of a project. */
export interface FailuresOfRuns {
  readonly project: string;
  readonly runIds: readonly string[];
  readonly testIds: readonly string[];
}

/** The last failure of a test in a run, its message cut at 2,000 characters. */
export type FailureInRun = NonNullable<SideResult["failure"]> & { readonly testId: string; readonly runId: string };

/** The last failure of each test in each run, whether the run forgave it or not. */
export function failuresOfRuns(connection: Connection, question: FailuresOfRuns): Promise<FailureInRun[]> {
  if (question.testIds.length === 0 || question.runIds.length === 0) return Promise.resolve([]);
  return connection.query<FailureInRun>(
    `
    SELECT
      testId,
      toString(member.runId) AS runId,
      argMax(type, (member.submissionId, attempt)) AS type,
      substringUTF8(argMax(message, (member.submissionId, attempt)), 1, 2000) AS message,
      argMax(fingerprint, (member.submissionId, attempt)) AS fingerprint
    FROM (
      SELECT submissionId, testId, attempt, type, message, fingerprint
      FROM failures FINAL
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN (
        SELECT submissionId
        FROM runMembers
        WHERE project = {project:String} AND runId IN {runIds:Array(String)}
      )
    ) AS failed
    INNER JOIN (
      SELECT submissionId, runId
      FROM runMembers
      WHERE project = {project:String} AND runId IN {runIds:Array(String)}
    ) AS member ON member.submissionId = failed.submissionId
    GROUP BY testId, member.runId`,
    { ...question },
  );
}

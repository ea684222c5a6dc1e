import type { Connection } from "../../connection.ts";
import type { FailuresOfRuns } from "./failuresOfRuns.ts";

/** What the last failure of a test in a run looks like. */
export interface FingerprintInRun {
  readonly testId: string;
  readonly runId: string;
  readonly fingerprint: string;
}

/** What the last failure of each test in each run looks like, whether the run forgave it or not. */
export function fingerprintsOfRuns(connection: Connection, question: FailuresOfRuns): Promise<FingerprintInRun[]> {
  if (question.testIds.length === 0 || question.runIds.length === 0) return Promise.resolve([]);
  return connection.query<FingerprintInRun>(
    `
    SELECT testId, toString(member.runId) AS runId, argMax(fingerprint, (member.submissionId, attempt)) AS fingerprint
    FROM (
      SELECT submissionId, testId, attempt, fingerprint
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

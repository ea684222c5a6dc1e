import type { Connection } from "../../connection.ts";
import type { FailuresQuestion } from "./failuresOfRuns.ts";

/** What the last failure of a test in a submission looks like. */
export interface FoundFingerprint {
  readonly testId: string;
  readonly submissionId: string;
  readonly fingerprint: string;
}

/** What the last failure of each test in each submission looks like, whether the run forgave it or not. */
export function lastFingerprints(connection: Connection, question: FailuresQuestion): Promise<FoundFingerprint[]> {
  if (question.testIds.length === 0 || question.submissionIds.length === 0) return Promise.resolve([]);
  return connection.query<FoundFingerprint>(
    `
    SELECT testId, submissionId, argMax(fingerprint, attempt) AS fingerprint
    FROM failures
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
    GROUP BY testId, submissionId`,
    { ...question },
  );
}

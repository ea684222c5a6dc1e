import type { SideResult } from "@backstory/model";
import type { Connection } from "../../connection.ts";

/** Which failures to read: of these tests, under any id that they had, in these submissions of a project. */
export interface FailuresQuestion {
  readonly project: string;
  readonly submissionIds: readonly string[];
  readonly testIds: readonly string[];
}

/** The last failure of a test in a submission, its message cut at 2,000 characters. */
export interface FoundFailure extends NonNullable<SideResult["failure"]> {
  readonly testId: string;
  readonly submissionId: string;
}

/** The last failure of each test in each submission, whether the run forgave it or not. */
export function failuresOfRuns(connection: Connection, question: FailuresQuestion): Promise<FoundFailure[]> {
  if (question.testIds.length === 0 || question.submissionIds.length === 0) return Promise.resolve([]);
  return connection.query<FoundFailure>(
    `
    SELECT testId, submissionId, type, substringUTF8(message, 1, 2000) AS message, fingerprint
    FROM failures
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
    ORDER BY attempt DESC
    LIMIT 1 BY testId, submissionId`,
    { ...question },
  );
}

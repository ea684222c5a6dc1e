import { type Attempt, type ResultDetail, singleTestCommand } from "@backstory/model";
import type { Connection } from "../../connection.ts";

interface CommandQuestion {
  readonly project: string;
  readonly test: Pick<ResultDetail, "testId" | "suite" | "name" | "displayName" | "params" | "file">;
  /** The attempt whose runner is meant. */
  readonly attempt: Pick<Attempt, "submissionId" | "attempt">;
}

/** The command that runs one test alone with the runner that had it; null when it is not known. */
export async function testCommand(connection: Connection, question: CommandQuestion): Promise<string | null> {
  const { project, test, attempt } = question;
  const [row] = await connection.query<{ runner: string; nodeId: string }>(
    `
    SELECT
      JSONExtractString(runner, 'name') AS runner,
      (
        SELECT any(JSONExtractString(extra, 'nodeId'))
        FROM resultDetails FINAL
        WHERE project = {project:String} AND submissionId = {submissionId:String} AND testId = {testId:UUID}
          AND attempt = {attempt:UInt8}
      ) AS nodeId
    FROM submissionSummaries FINAL
    WHERE project = {project:String} AND submissionId = {submissionId:String}`,
    { project, testId: test.testId, submissionId: attempt.submissionId, attempt: attempt.attempt },
  );
  return row === undefined ? null : singleTestCommand({ ...test, runner: row.runner, nodeId: row.nodeId });
}

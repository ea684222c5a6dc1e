import type { TestDetail } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { readRunReferences } from "./runRow.ts";

type LastFailure = NonNullable<TestDetail["lastFailure"]>;

/** The newest failing attempt of a test, whatever came after it; null when it never failed. */
export async function lastFailure(
  connection: Connection,
  question: { readonly project: string; readonly testId: string },
): Promise<LastFailure | null> {
  const [newest] = await connection.query<{ submissionId: string; attempt: number }>(
    `
    SELECT submissionId, attempt
    FROM resultsByTest
    WHERE project = {project:String} AND testId = {testId:UUID} AND status IN ('failed', 'broken')
    ORDER BY submissionId DESC, attempt DESC
    LIMIT 1`,
    question,
  );
  if (newest === undefined) return null;
  const [[failure], references] = await Promise.all([
    connection.query<Omit<LastFailure, "run">>(
      `
      SELECT attempt, type, message, trace, fingerprint
      FROM failures FINAL
      WHERE project = {project:String} AND submissionId = {submissionId:String} AND testId = {testId:UUID}
        AND attempt = {attempt:UInt8}`,
      { ...question, ...newest },
    ),
    readRunReferences(connection, question.project, [newest.submissionId]),
  ]);
  const run = references.get(newest.submissionId);
  if (failure === undefined || run === undefined) return null;
  const { target: _, ...reference } = run;
  return { run: reference, ...failure };
}

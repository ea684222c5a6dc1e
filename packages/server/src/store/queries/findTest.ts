import type { TestDetail } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { failingSince } from "./failingSince.ts";
import { lastFailure } from "./lastFailure.ts";
import { type TestRow, testColumns, toTests } from "./testRow.ts";

/** A test with its story in short; undefined when there is no such test. */
export async function findTest(
  connection: Connection,
  { testId }: { readonly testId: string },
): Promise<TestDetail | undefined> {
  const rows = await connection.query<TestRow>(`SELECT ${testColumns} FROM tests FINAL WHERE testId = {testId:UUID}`, {
    testId,
  });
  const [row] = rows;
  const [test] = await toTests(connection, rows);
  if (row === undefined || test === undefined) return undefined;
  const { project, lastSubmissionId } = row;
  const [since, failure] = await Promise.all([
    failingSince(connection, { project, testId, lastSubmissionId }),
    lastFailure(connection, { project, testId }),
  ]);
  return { ...test, failingSince: since, lastFailure: failure };
}

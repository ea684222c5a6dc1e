import type { TestDetail } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { memberRows } from "./memberRows.ts";
import { outcomesOfTests } from "./outcomesOfTests.ts";
import { readRunReferences } from "./runRow.ts";
import type { TestGroup } from "./testGroup.ts";

type LastFailure = NonNullable<TestDetail["lastFailure"]>;

interface FailureRow {
  readonly runId: string;
  readonly submissionId: string;
  readonly testId: string;
  readonly attempt: number;
}

/** The newest failing attempt of a test under any of its names, whatever came after it; null when it never failed. */
export async function lastFailure(
  connection: Connection,
  group: TestGroup,
  asof?: string | undefined,
): Promise<LastFailure | null> {
  const { project, testIds } = group;
  const { sql, parameters } = await outcomesOfTests(connection, {
    ...{ project, asof, testIds },
    members: await memberRows(connection, { project, asof }),
    newestIds: testIds.map(() => group.testId),
  });
  const [newest] = await connection.query<FailureRow>(
    `
    SELECT
      runId, failingSubmissionId AS submissionId, failingTestId AS testId, failingAttempt AS attempt
    FROM (${sql})
    WHERE failingAttempt > 0
    ORDER BY runId DESC
    LIMIT 1`,
    parameters,
  );
  if (newest === undefined) return null;
  const [[failure], references] = await Promise.all([
    connection.query<Omit<LastFailure, "run">>(
      `
      SELECT attempt, type, message, trace, fingerprint
      FROM failures FINAL
      WHERE project = {project:String} AND submissionId = {submissionId:String} AND testId = {testId:UUID}
        AND attempt = {attempt:UInt8}`,
      { project, ...newest },
    ),
    readRunReferences(connection, project, [newest.runId]),
  ]);
  const run = references.get(newest.runId);
  if (failure === undefined || run === undefined) return null;
  const { target: _, ...reference } = run;
  return { run: reference, ...failure };
}

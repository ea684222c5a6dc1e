import type { Connection } from "../connection.ts";
import { remember } from "../remember.ts";

/** A test for which facts are stated: its project, its newest id, and every id that it ever had. */
export interface TestScope {
  readonly project: string;
  readonly testId: string;
  readonly testIds: readonly string[];
}

/** The scope of a test, by any id that it ever had; undefined when there is no such test. */
export async function testScope(connection: Connection, testId: string): Promise<TestScope | undefined> {
  const project = await remember(connection, `project of test ${testId}`, async () => {
    const [row] = await connection.query<{ project: string }>(
      "SELECT project FROM tests WHERE testId = {testId:UUID} LIMIT 1",
      { testId },
    );
    return row?.project;
  });
  return project === undefined ? undefined : { project, testId, testIds: [testId] };
}

import type { TestDetail } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { withAssignments } from "../facts/openAssignments.ts";
import { failingSince, standings } from "./failingSince.ts";
import { lastFailure } from "./lastFailure.ts";
import { memberRows } from "./memberRows.ts";
import { testGroup } from "./testGroup.ts";
import { placedTests, type TestRow, testColumns } from "./testRow.ts";

/** A test with its story in short, asked for by any id that it had; undefined when there is no such test. */
export async function findTest(
  connection: Connection,
  { testId, asof }: { readonly testId: string; readonly asof?: string | undefined },
): Promise<TestDetail | undefined> {
  const group = await testGroup(connection, { testId, asof });
  if (group === undefined) return undefined;
  const [row] = await connection.query<TestRow>(
    `SELECT ${testColumns} FROM tests FINAL WHERE project = {project:String} AND testId = {testId:UUID}`,
    { project: group.project, testId: group.testId },
  );
  if (row === undefined) return undefined;
  const [test] = await placedTests(connection, [row], asof);
  if (test === undefined) return undefined;
  const { target, branch, ...shown } = test;
  const [[standing], failure, [assigned]] = await Promise.all([
    standings(connection, {
      ...{ project: group.project, asof },
      members: await memberRows(connection, { project: group.project, target, branch, asof, complete: true }),
      testIds: group.testIds,
      newestIds: group.testIds.map(() => group.testId),
    }),
    lastFailure(connection, group, asof),
    withAssignments(connection, { project: group.project, items: [{ testId: group.testId }], asof }),
  ]);
  const since = await failingSince(connection, { project: group.project, standing });
  return { ...shown, failingSince: since, lastFailure: failure, assignment: assigned?.assignment ?? null };
}

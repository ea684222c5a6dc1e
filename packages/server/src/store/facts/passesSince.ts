import { type Assignment, submissionTime } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { memberRows } from "../queries/memberRows.ts";
import { outcomesOfTests } from "../queries/outcomesOfTests.ts";
import { acceptedRenames } from "../queries/testGroup.ts";

/** A complete run on its target's default branch in which a test passed, with its begin. */
export interface Pass {
  readonly testId: string;
  readonly target: string;
  readonly runId: string;
  readonly begunAt: string;
}

/**
 * The passes of these tests of one project in complete runs on the default branches that were begun after the oldest of
 * the assignments, oldest run first, as people and settings say that they ended. A test that needed a second try in the
 * run did not pass: it is flaky.
 */
export async function passesSince(
  connection: Connection,
  project: string,
  assignments: readonly Pick<Assignment, "testId" | "assignedAt">[],
): Promise<Pass[]> {
  const since = assignments.map(({ assignedAt }) => assignedAt).toSorted()[0];
  if (since === undefined) return [];
  const renames = await acceptedRenames(connection, { project });
  const testIds = [...new Set(assignments.flatMap(({ testId }) => renames.group(testId)))];
  const newestIds = testIds.map((testId) => renames.newest(testId));
  const members = await memberRows(connection, { project, since, complete: true, mainline: true });
  const { sql, parameters } = await outcomesOfTests(connection, { project, members, testIds, newestIds });
  const rows = await connection.query<Omit<Pass, "begunAt">>(
    `SELECT testId, target, runId FROM (${sql}) AS ended WHERE ended.outcome = 'passed' ORDER BY runId`,
    parameters,
  );
  return rows.map((row) => ({ ...row, begunAt: new Date(submissionTime(row.runId)).toISOString() }));
}

import type { Assignment } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { acceptedRenames } from "../queries/testGroup.ts";

/** A complete run on its target's default branch in which a test passed, with its begin. */
export interface Pass {
  readonly testId: string;
  readonly target: string;
  readonly runId: string;
  readonly begunAt: string;
}

/**
 * The passes of these tests of one project in complete runs on the default branch that were begun after the oldest of the
 * assignments, oldest run first. A test that needed a second try in the run did not pass: it is flaky.
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
  const rows = await connection.query<Pass>(
    `
    SELECT results.testId AS testId, runs.target AS target, runs.runId AS runId, runs.begunAt AS begunAt
    FROM (
      SELECT testId, submissionId
      FROM resultsByTest FINAL
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submittedAt > {since:DateTime64(3)}
      GROUP BY testId, submissionId
      HAVING argMax(status, attempt) = 'passed' AND countIf(status IN ('failed', 'broken')) = 0
    ) AS results
    INNER JOIN (
      SELECT submissionId, target, toString(runId) AS runId, submittedAt AS begunAt
      FROM runMembers
      WHERE project = {project:String} AND submittedAt > {since:DateTime64(3)} AND complete AND mainline
    ) AS runs ON runs.submissionId = results.submissionId
    ORDER BY runId`,
    { project, testIds, since },
  );
  return rows.map((row) => ({ ...row, testId: renames.newest(row.testId) }));
}

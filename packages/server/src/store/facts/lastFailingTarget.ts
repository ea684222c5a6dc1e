import type { Connection } from "../connection.ts";
import type { TestGroup } from "../queries/testGroup.ts";

/** The target in which a test failed last, else that in which it was seen last. */
export async function lastFailingTarget(connection: Connection, { project, testIds }: TestGroup): Promise<string> {
  const [row] = await connection.query<{ target: string }>(
    `
    SELECT target
    FROM submissions
    WHERE project = {project:String} AND submissionId IN (
      SELECT submissionId
      FROM resultsByTest
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId NOT IN (
        SELECT submissionId FROM deletedSubmissions WHERE project = {project:String}
      )
      ORDER BY status IN ('failed', 'broken') DESC, submissionId DESC
      LIMIT 1
    )
    LIMIT 1`,
    { project, testIds },
  );
  return row?.target ?? "";
}

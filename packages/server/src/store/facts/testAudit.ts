import type { TestAuditEntry } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { TestGroup } from "../queries/testGroup.ts";

/** Every version of every fact about a test, newest first: what was done, when, by whom and why. */
export async function testAudit(
  connection: Connection,
  { project, testIds }: TestGroup,
  asof?: string,
): Promise<TestAuditEntry[]> {
  const until = asof === undefined ? "" : "AND version <= {asof:DateTime64(3)}";
  return connection.query<TestAuditEntry>(
    `
    SELECT toDateTime64(version, 3, 'UTC') AS at, kind, action, factId, \`by\`, reason, value
    FROM (
      SELECT
        version, 'comment' AS kind, if(removedAt IS NULL, 'added', 'removed') AS action, commentId AS factId,
        changedBy AS \`by\`, reason, text AS value
      FROM testComments
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} ${until}
      UNION ALL
      SELECT
        version, 'bug' AS kind, if(removedAt IS NULL, 'added', 'removed') AS action, bugId AS factId,
        changedBy AS \`by\`, reason, url AS value
      FROM testBugs
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} ${until}
      UNION ALL
      SELECT
        version, 'assignment' AS kind, if(state = 'open', 'assigned', 'resolved') AS action, toString(testId) AS factId,
        if(state = 'open', testAssignments.\`by\`, resolvedBy) AS \`by\`,
        if(state = 'open', testAssignments.reason, resolvedReason) AS reason,
        assignee AS value
      FROM testAssignments
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} ${until}
    ) AS versions
    ORDER BY version DESC, kind, factId`,
    { project, testIds, ...(asof === undefined ? {} : { asof }) },
  );
}

import type { Override, Status } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { ruleValues } from "./outcomeRules.ts";
import type { RunSubmissions } from "./runSubmissions.ts";

/** What a person said of a result, and of which submission's. */
export interface SaidOfResult {
  readonly submissionId: string;
  readonly override: Override;
}

/** What people said of these tests in a run, by test, newest first. Nothing is asked where nobody said anything. */
export async function readOverrides(
  connection: Connection,
  { project, submissionIds, rules }: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, SaidOfResult[]>> {
  const said = new Map<string, SaidOfResult[]>();
  if (!rules.overridden || testIds.length === 0) return said;
  const rows = await connection.query<Override & { testId: string; submissionId: string; status: Status }>(
    `
    SELECT
      submissionId, testId,
      argMax(overrides.status, version) AS status,
      argMax(overrides.reason, version) AS reason,
      argMax(overrides.by, version) AS by,
      toDateTime64(max(version), 3, 'UTC') AS at
    FROM overrides
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND testId IN {testIds:Array(UUID)}
      ${rules.asof === undefined ? "" : "AND version <= {asof:DateTime64(3)}"}
    GROUP BY submissionId, testId
    HAVING argMax(stands, version)
    ORDER BY max(version) DESC`,
    { project, submissionIds, testIds, ...ruleValues(rules) },
  );
  for (const { testId, submissionId, ...override } of rows) {
    said.set(testId, [...(said.get(testId) ?? []), { submissionId, override }]);
  }
  return said;
}

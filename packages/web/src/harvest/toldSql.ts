import { beganBy } from "../format/beganBy.ts";
import { sqlText } from "../format/sqlText.ts";

interface ToldQuestion {
  readonly runIds: readonly string[];
  /** Only tests with this in their names or params. */
  readonly q?: string | undefined;
  readonly asof?: string | undefined;
  /** Whether tests that told nothing are answered too. */
  readonly hasAll?: boolean;
}

/** The query of what the tests of some runs told, each in its last attempt. */
export function toldSql({ runIds, q, asof, hasAll = false }: ToldQuestion): string {
  const inRuns = [`runId IN (${runIds.map(sqlText).join(", ") || "NULL"})`, beganBy(asof)]
    .filter(Boolean)
    .join(" AND ");
  const ofRuns = `submissionId IN (SELECT submissionId FROM runMembers WHERE ${inRuns})`;
  const names = "concat(suite, ' ', name, ' ', displayName, ' ', params)";
  return `SELECT runId, suite, name, params, metrics, properties, testId
FROM (SELECT project, submissionId, testId, attempt FROM resultsByRun FINAL WHERE ${ofRuns}) AS results
${hasAll ? "LEFT" : "INNER"} JOIN (
  SELECT project, submissionId, testId, attempt, metrics, properties
  FROM resultDetails FINAL
  WHERE ${ofRuns} AND (metrics NOT IN ('', '{}') OR properties NOT IN ('', '{}'))
) AS told USING (project, submissionId, testId, attempt)
INNER JOIN (SELECT project, submissionId, runId FROM runMembers WHERE ${inRuns}) AS members USING (project, submissionId)
INNER JOIN (SELECT project, testId, suite, name, displayName, params FROM tests FINAL) AS names USING (project, testId)
${q ? `WHERE positionCaseInsensitiveUTF8(${names}, ${sqlText(q)}) > 0\n` : ""}ORDER BY runId DESC, suite, name, submissionId DESC
LIMIT 1 BY runId, testId`;
}

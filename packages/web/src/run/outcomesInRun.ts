import type { RunDetail } from "@backstory/model";
import { sqlText } from "../format/sqlText.ts";

/**
 * What a query of how the tests of a run ended reads from: `outcome`, `attempts` and `durationMs` of each, with its names.
 * Words that a target reads in its own way and what people said otherwise are not in it.
 */
export function outcomesInRun({ project, submissions }: RunDetail): string {
  const ids = submissions.map(({ submissionId }) => sqlText(submissionId)).join(", ");
  return `FROM (
  SELECT
    testId,
    argMax(toString(status), submittedAt) AS last,
    if(last = 'passed' AND (max(attempt) > 1 OR countIf(status IN ('failed', 'broken')) > 0), 'flaky', last) AS outcome,
    max(attempt) AS attempts,
    argMax(durationMs, submittedAt) AS durationMs
  FROM (SELECT * FROM resultsByRun FINAL WHERE project = ${sqlText(project)} AND submissionId IN (${ids}))
  GROUP BY testId
) AS results
INNER JOIN (
  SELECT testId, suite, name, displayName, params FROM tests FINAL WHERE project = ${sqlText(project)}
) AS names USING (testId)`;
}

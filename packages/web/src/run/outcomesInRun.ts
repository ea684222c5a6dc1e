import type { RunDetail } from "@backstory/model";
import { sqlText } from "../format/sqlText.ts";
import { readings, statusRead } from "../format/wordsRead.ts";

/**
 * What a query of how the tests of a run ended reads from: `outcome`, `attempts` and `durationMs` of each, with its names.
 * As the page does, it reads words as the target says and believes what people corrected by `asof`.
 */
export function outcomesInRun({ project, view, submissions }: RunDetail, asof: string | undefined): string {
  const inProject = `project = ${sqlText(project)}`;
  const inRun = `${inProject} AND submissionId IN (${submissions.map(({ submissionId }) => sqlText(submissionId)).join(", ")})`;
  const by = asof === undefined ? "" : ` AND version <= parseDateTime64BestEffort(${sqlText(asof)}, 6)`;
  const worst = "indexOf(['skipped', 'passed', 'flaky', 'broken', 'failed'], ended)";
  return `FROM (
  WITH ${readings(project)}
  SELECT testId, argMax(ended, place) AS outcome, sum(tries) AS attempts, argMax(tookMs, place) AS durationMs
  FROM (
    SELECT
      testId, executionId, sum(attempt) AS tries, argMax(durationMs, submissionId) AS tookMs,
      argMax(${statusRead}, submissionId) AS last,
      max(${statusRead} IN ('failed', 'broken') OR attempt > 1
        AND (submissionId, testId) IN (SELECT submissionId, testId FROM failures WHERE ${inRun})) AS failed,
      argMaxIf(said, saidAt, said != '') AS corrected,
      multiIf(corrected != '', corrected, last = 'passed' AND failed, 'flaky', last) AS ended,
      (${view === "replaced" ? "0" : worst}, executionId) AS place
    FROM (SELECT * FROM resultsByRun FINAL WHERE ${inRun}) AS results
    INNER JOIN (SELECT submissionId, target, executionId FROM runMembers WHERE ${inRun}) AS members USING (submissionId)
    LEFT JOIN (
      SELECT submissionId, testId, argMax(toString(status), version) AS said, max(version) AS saidAt
      FROM overrides
      WHERE ${inRun}${by}
      GROUP BY submissionId, testId
      HAVING argMax(stands, version)
    ) AS corrections USING (submissionId, testId)
    GROUP BY testId, executionId
  )
  GROUP BY testId
) AS results
INNER JOIN (SELECT testId, suite, name, displayName, params FROM tests FINAL WHERE ${inProject}) AS names USING (testId)`;
}

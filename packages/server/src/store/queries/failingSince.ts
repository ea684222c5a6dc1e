import type { FailingSince } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { readRunReferences } from "./runRow.ts";

interface SinceRow {
  readonly lastPass: string;
  readonly firstFailure: string;
  readonly runs: number;
}

/**
 * Since when a test fails, over the complete runs of the target and branch in which it was seen last; null when it does
 * not fail in the newest of them. A skip in between neither ends the failing nor counts.
 */
export async function failingSince(
  connection: Connection,
  question: { readonly project: string; readonly testId: string; readonly lastSubmissionId: string },
): Promise<FailingSince | null> {
  const [row] = await connection.query<SinceRow>(
    `
    WITH outcomes AS (
      SELECT submissionId, argMax(status, attempt) AS outcome
      FROM resultsByTest FINAL
      WHERE project = {project:String} AND testId = {testId:UUID} AND submissionId IN (
        SELECT submissionId
        FROM runSummaries FINAL
        WHERE project = {project:String} AND ended AND (target, branch) IN (
          SELECT target, branch
          FROM runSummaries FINAL
          WHERE project = {project:String} AND submissionId = {lastSubmissionId:String}
        )
      )
      GROUP BY submissionId
    )
    SELECT
      toString(maxIf(submissionId, outcome = 'passed')) AS lastPass,
      arraySort(groupArrayIf(toString(submissionId), outcome IN ('failed', 'broken'))) AS failing,
      arrayFilter(failed -> failed > lastPass, failing) AS since,
      since[1] AS firstFailure,
      length(since) AS runs
    FROM outcomes
    HAVING argMax(outcome, submissionId) IN ('failed', 'broken')`,
    question,
  );
  if (row === undefined || row.runs === 0) return null;
  const references = await readRunReferences(connection, question.project, [row.firstFailure, row.lastPass]);
  const firstFailure = references.get(row.firstFailure);
  if (firstFailure === undefined) return null;
  return { firstFailure, lastPass: references.get(row.lastPass) ?? null, runs: row.runs };
}

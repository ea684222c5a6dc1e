import { type FailingSince, isFailing, type Outcome } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { outcomesOfTests, type TestsInRuns } from "./outcomesOfTests.ts";
import { readRunReferences } from "./runRow.ts";

/**
 * How a test stands in one target and branch, by the ids of runs: how its newest run ended, the last that passed, and the
 * failing ones since. Texts are empty where there was none.
 */
export interface Standing {
  readonly testId: string;
  readonly target: string;
  readonly branch: string;
  readonly outcome: Outcome;
  readonly lastPass: string;
  readonly firstFailure: string;
  readonly lastFailure: string;
  readonly runs: number;
  /** Where the last failing attempt of the newest run is. */
  readonly submissionId: string;
  readonly ownTestId: string;
  readonly attempt: number;
}

/**
 * How each test stands in each target and branch, judged by the runs given, which have to be complete ones. A skip in
 * between neither ends failing nor counts.
 */
export async function standings(connection: Connection, question: TestsInRuns): Promise<Standing[]> {
  const { sql, parameters } = await outcomesOfTests(connection, question);
  return connection.query<Standing>(
    `
    SELECT
      testId,
      target,
      branch,
      argMax(ended.outcome, runId) AS outcome,
      maxIf(runId, ended.outcome IN ('passed', 'flaky')) AS lastPass,
      arraySort(groupArrayIf(runId, ended.outcome IN ('failed', 'broken'))) AS failing,
      arrayFilter(failed -> failed > lastPass, failing) AS since,
      since[1] AS firstFailure,
      since[-1] AS lastFailure,
      length(since) AS runs,
      argMax(failingSubmissionId, runId) AS submissionId,
      argMax(failingTestId, runId) AS ownTestId,
      argMax(failingAttempt, runId) AS attempt
    FROM (${sql}) AS ended
    GROUP BY testId, target, branch`,
    parameters,
  );
}

/**
 * Since when a test fails, over the complete runs of the target and branch in which it was seen last; null when it does
 * not fail in the newest of them.
 */
export async function failingSince(
  connection: Connection,
  { project, standing }: { readonly project: string; readonly standing: Standing | undefined },
): Promise<FailingSince | null> {
  if (standing === undefined || !isFailing(standing.outcome)) return null;
  const references = await readRunReferences(connection, project, [standing.firstFailure, standing.lastPass]);
  const firstFailure = references.get(standing.firstFailure);
  if (firstFailure === undefined) return null;
  return { firstFailure, lastPass: references.get(standing.lastPass) ?? null, runs: standing.runs };
}

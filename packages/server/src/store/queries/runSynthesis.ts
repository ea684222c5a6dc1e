import type { Page, RunResult, SynthesisRow } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { effectiveOutcomes, listedMembers } from "./effectiveOutcomes.ts";
import { fromJsonText } from "./jsonText.ts";
import { listRunResults } from "./listRunResults.ts";
import { type RunSubmissions, runSubmissions, runValues } from "./runSubmissions.ts";

/** Which page of which run. */
export interface RunSynthesis {
  readonly runId: string;
  /** The run as it was at a time. */
  readonly asof?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What each test of a run told of itself, by suite and name; undefined when there is no such run. */
export async function runSynthesis(
  connection: Connection,
  question: RunSynthesis,
): Promise<Page<SynthesisRow> | undefined> {
  const [run, page] = await Promise.all([
    runSubmissions(connection, question.runId, question.asof),
    listRunResults(connection, { ...question, sort: "name" }),
  ]);
  if (run === undefined || page === undefined) return undefined;
  const told = await lastTold(
    connection,
    run,
    page.items.map(({ testId }) => testId),
  );
  return { items: page.items.map((result) => rowOf(result, told.get(result.testId))), nextCursor: page.nextCursor };
}

interface Told {
  readonly metrics: string;
  readonly properties: string;
}

function rowOf(result: RunResult, told: Told | undefined): SynthesisRow {
  const { testId, suite, name, displayName, params, file, line, outcome, durationMs, attempts } = result;
  return {
    ...{ testId, suite, name, displayName, params, file, line, outcome, durationMs, attempts },
    metrics: fromJsonText(told?.metrics ?? "", {}),
    properties: fromJsonText(told?.properties ?? "", {}),
  };
}

/** What these tests told in the last attempt of the submission that decided. */
async function lastTold(
  connection: Connection,
  run: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, Told>> {
  if (testIds.length === 0) return new Map();
  const rows = await connection.query<Told & { testId: string }>(
    `
    SELECT testId, told.metrics AS metrics, told.properties AS properties
    FROM (
      SELECT testId, submissionId, attempt
      FROM resultsByRun FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        AND testId IN {testIds:Array(UUID)}
    ) AS result
    INNER JOIN (
      SELECT testId, submissionId, attempt, metrics, properties
      FROM resultDetails FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        AND testId IN {testIds:Array(UUID)} AND (metrics != '' OR properties != '')
    ) AS told USING (testId, submissionId, attempt)
    ${run.isPlain ? "" : decided(run)}`,
    { ...runValues(run), testIds },
  );
  return new Map(rows.map(({ testId, ...told }) => [testId, told]));
}

function decided(run: RunSubmissions): string {
  return `WHERE (testId, toString(submissionId)) IN (
      SELECT testId, toString(lastSubmissionId)
      FROM (${effectiveOutcomes(listedMembers, run.rules)})
    )`;
}

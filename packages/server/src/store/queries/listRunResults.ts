import type { Outcome, Page, ResultSort, RunResult } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { after, pageOfRows, type SortKey } from "../cursor.ts";
import { where } from "../where.ts";
import { attemptCounts, lastFailures } from "./resultParts.ts";
import { type RunSubmissions, runSubmissions } from "./runSubmissions.ts";
import { type TestNameRow, testNameColumns, toTestName } from "./testNames.ts";

/** Which results of a run to list. */
export interface ListRunResults {
  readonly runId: string;
  /** Only these outcomes. */
  readonly status?: readonly Outcome[] | undefined;
  /** Only tests with this text in their suite, name, title or params, whatever its case. */
  readonly q?: string | undefined;
  readonly suite?: string | undefined;
  readonly sort: ResultSort;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface ResultRow extends TestNameRow {
  readonly attempt: number;
  readonly outcome: Outcome;
  readonly rawStatus: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly rank: number;
  readonly slowness: number;
}

const orders: Readonly<Record<ResultSort, SortKey>> = {
  failures: { rank: "UInt8", suite: "String", name: "String", params: "String", testId: "UUID" },
  name: { suite: "String", name: "String", params: "String", testId: "UUID" },
  duration: { slowness: "Int64", testId: "UUID" },
};

/** How the tests of a run ended, one item a test; undefined when there is no such run. Messages are cut at 2,000 characters. */
export async function listRunResults(
  connection: Connection,
  question: ListRunResults,
): Promise<Page<RunResult> | undefined> {
  const run = await runSubmissions(connection, question.runId);
  if (run === undefined) return undefined;
  const order = orders[question.sort];
  const { clause, parameters } = where(
    {
      "outcome IN {status:Array(String)}": question.status,
      "positionCaseInsensitiveUTF8(concat(suite, ' ', name, ' ', displayName, ' ', params), {q:String}) > 0":
        question.q,
      "suite = {suite:String}": question.suite,
    },
    after(order, question.cursor),
  );
  const rows = await connection.query<ResultRow>(
    `
    SELECT *
    FROM (
      SELECT
        testId,
        attempt,
        rawStatus,
        startedAt,
        durationMs,
        if(status = 'passed' AND testId IN (
          SELECT testId
          FROM failures
          WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        ), 'flaky', toString(status)) AS outcome,
        multiIf(outcome IN ('failed', 'broken'), 0, outcome = 'flaky', 1, 2) AS rank,
        toInt64(-durationMs * 1000) AS slowness
      FROM resultsByRun FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
    ) AS results
    INNER JOIN (
      SELECT ${testNameColumns}
      FROM tests FINAL
      WHERE project = {project:String} AND testId IN (
        SELECT testId
        FROM resultsByRun
        WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      )
    ) AS names USING (testId)
    ${clause}
    ORDER BY ${Object.keys(order).join(", ")}
    LIMIT {limit:UInt32}`,
    { ...parameters, ...run, limit: question.limit + 1 },
  );
  const page = pageOfRows(rows, question.limit, Object.keys(order) as (keyof ResultRow)[]);
  return { items: await withParts(connection, run, page.items), nextCursor: page.nextCursor };
}

async function withParts(
  connection: Connection,
  run: RunSubmissions,
  rows: readonly ResultRow[],
): Promise<RunResult[]> {
  const [failures, attempts] = await Promise.all([
    lastFailures(
      connection,
      run,
      testIdsWhere(rows, ({ outcome }) => outcome !== "passed" && outcome !== "skipped"),
    ),
    attemptCounts(
      connection,
      run,
      testIdsWhere(rows, ({ attempt }) => attempt > 1),
    ),
  ]);
  return rows.map((row) => ({
    ...toTestName(row),
    outcome: row.outcome,
    rawStatus: row.rawStatus,
    attempts: attempts.get(row.testId) ?? 1,
    startedAt: row.startedAt,
    durationMs: row.durationMs,
    failure: failures.get(row.testId) ?? null,
  }));
}

function testIdsWhere(rows: readonly ResultRow[], holds: (row: ResultRow) => boolean): string[] {
  return rows.filter(holds).map(({ testId }) => testId);
}

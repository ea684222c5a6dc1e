import type { Outcome, Page, ResultSort, RunResult } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { after, pageOfRows, type SortKey } from "../cursor.ts";
import { withAssignments } from "../facts/openAssignments.ts";
import { where } from "../where.ts";
import { readCustomColumns } from "./customColumns.ts";
import { effectiveOutcomes, listedMembers } from "./effectiveOutcomes.ts";
import { readOverrides } from "./overridesOfRun.ts";
import { lastAttempts, lastFailures } from "./resultParts.ts";
import { groupFilter, parseGroup } from "./run/groupFilter.ts";
import { type RunSubmissions, runSubmissions, runValues } from "./runSubmissions.ts";
import { readTestNames, type TestNameRow, testNameColumns, toTestName } from "./testNames.ts";
import { containsText } from "./textSearch.ts";

/** Which results of a run to list. */
export interface ListRunResults {
  readonly runId: string;
  /** Only these outcomes. */
  readonly status?: readonly Outcome[] | undefined;
  /** Only tests with this text in their suite, name, title or params, whatever its case. */
  readonly q?: string | undefined;
  readonly suite?: string | undefined;
  /** Only those of a group, named as {@link parseGroup} reads it. */
  readonly group?: string | undefined;
  /** The run as it was at a time. */
  readonly asof?: string | undefined;
  readonly sort: ResultSort;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A row of the page; what names the test is there when the page is sorted or filtered by it. */
interface ResultRow extends Partial<TestNameRow> {
  readonly testId: string;
  readonly outcome: Outcome;
  readonly durationMs: number;
  readonly rank: number;
  readonly slowness: number;
  /** The submission whose execution decided, where there is more to look at than one. */
  readonly lastSubmissionId?: string;
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
  const run = await runSubmissions(connection, question.runId, question.asof);
  if (run === undefined) return undefined;
  const order = orders[question.sort];
  const { clause, parameters } = where(
    {
      "outcome IN {status:Array(String)}": question.status,
      [containsText(question.q)]: question.q,
      "suite = {suite:String}": question.suite,
    },
    after(order, question.cursor),
  );
  const group = groupFilter(question.group === undefined ? undefined : parseGroup(question.group));
  const statuses = run.isPlain ? statusesOf(question.status) : statusesOf(undefined);
  const needsNames = question.sort !== "duration" || question.q !== undefined || question.suite !== undefined;
  const rows = await connection.query<ResultRow>(
    `
    SELECT *
    FROM ${resultsRelation(run, statuses)}
    ${needsNames ? withNames : ""}
    ${clause} AND ${group.condition}
    ORDER BY ${Object.keys(order).join(", ")}
    LIMIT {limit:UInt32}`,
    { ...parameters, ...group.parameters, ...runValues(run), statuses, limit: question.limit + 1 },
  );
  const page = pageOfRows(rows, question.limit, Object.keys(order) as (keyof ResultRow)[]);
  const items = await withParts(connection, run, page.items);
  const assigned = await withAssignments(connection, { project: run.project, items, asof: question.asof });
  return { items: assigned, nextCursor: page.nextCursor };
}

/**
 * The relation of how the tests of a run ended: `(testId, outcome, durationMs, rank, slowness)`. `statuses` are those that
 * a last attempt may have, the place `{statuses:Array(String)}`; only a run that is not plain needs all of them.
 */
export function resultsRelation(run: RunSubmissions, statuses: readonly string[]): string {
  return run.isPlain ? plainResults(statuses) : assembledResults(run);
}

/** The statuses that a last attempt with one of these outcomes can have, which is what the table can be asked for. */
function statusesOf(outcomes: ListRunResults["status"]): string[] {
  const wanted = outcomes ?? ["passed", "failed", "broken", "skipped"];
  return [...new Set(wanted.map((outcome) => (outcome === "flaky" ? "passed" : outcome)))];
}

/** A pass is flaky when the run has a failure of the test too; without passes there is no need to look. */
function plainResults(statuses: readonly string[]): string {
  const flaky = `status = 'passed' AND testId IN (
          SELECT testId
          FROM failures
          WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        )`;
  return `(
      SELECT
        testId,
        durationMs,
        if(${statuses.includes("passed") ? flaky : "false"}, 'flaky', toString(status)) AS outcome,
        ${sortKeys}
      FROM resultsByRun FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        AND status IN {statuses:Array(String)}
    ) AS results`;
}

/** The outcomes of a run of several submissions, or one of which more has to be known than its results. */
function assembledResults(run: RunSubmissions): string {
  return `(
      SELECT testId, durationMs, outcome, lastSubmissionId, ${sortKeys}
      FROM (${effectiveOutcomes(listedMembers, run.rules)})
    ) AS results`;
}

const sortKeys = `multiIf(outcome IN ('failed', 'broken'), 0, outcome = 'flaky', 1, 2) AS rank,
        toInt64(-durationMs * 1000) AS slowness`;

const withNames = `
    INNER JOIN (
      SELECT ${testNameColumns}
      FROM tests FINAL
      WHERE project = {project:String} AND testId IN (
        SELECT testId
        FROM resultsByRun
        WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
          AND status IN {statuses:Array(String)}
      )
    ) AS names USING (testId)`;

async function withParts(
  connection: Connection,
  run: RunSubmissions,
  rows: readonly ResultRow[],
): Promise<Omit<RunResult, "assignment">[]> {
  const testIds = rows.map(({ testId }) => testId);
  const failed = rows.filter(({ outcome }) => !run.isPlain || (outcome !== "passed" && outcome !== "skipped"));
  const [names, attempts, failures, overrides, columns] = await Promise.all([
    readTestNames(
      connection,
      run.project,
      rows.filter((row) => !isNamed(row)).map(({ testId }) => testId),
    ),
    lastAttempts(connection, run, new Map(rows.map(({ testId, lastSubmissionId }) => [testId, lastSubmissionId]))),
    lastFailures(
      connection,
      run,
      failed.map(({ testId }) => testId),
    ),
    readOverrides(connection, run, testIds),
    readCustomColumns(connection, run, testIds),
  ]);
  return rows.flatMap((row) => {
    const { testId, outcome, durationMs } = row;
    const name = isNamed(row) ? toTestName(row) : names.get(testId);
    const attempt = attempts.get(testId);
    if (name === undefined || attempt === undefined) return [];
    return {
      ...{ ...name, outcome, ...attempt, durationMs, failure: failures.get(testId) ?? null },
      override: overrides.get(testId)?.[0]?.override ?? null,
      columns: columnsOf(run, columns.get(testId), name.params),
    };
  });
}

/** A column shows the property of its name, else the label, else the parameter. */
function columnsOf(
  { displayColumns }: RunSubmissions,
  known: Readonly<Record<string, string>> = {},
  params: RunResult["params"],
): RunResult["columns"] {
  const pairs = displayColumns.flatMap((name) => {
    const param = params[name];
    const value =
      known[name] ?? (typeof param === "string" ? param : param === undefined ? undefined : JSON.stringify(param));
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}

function isNamed(row: ResultRow): row is ResultRow & TestNameRow {
  return row.name !== undefined;
}

import type { HistoryEntry, Outcome, Page } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { where } from "../where.ts";
import { fromJsonText } from "./jsonText.ts";
import { type MemberFilters, memberRows } from "./memberRows.ts";
import { outcomesOfTests } from "./outcomesOfTests.ts";
import { readRunReferences } from "./runRow.ts";
import { type TestGroup, testGroup } from "./testGroup.ts";
import { readTestNames } from "./testNames.ts";
import { readVariants } from "./variants.ts";

/** Whose history, which runs of it, and which page. */
export interface TestHistory extends Omit<MemberFilters, "project" | "mainline" | "complete"> {
  readonly testId: string;
  /** Only runs in which the test ended so. */
  readonly status?: readonly Outcome[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface HistoryRow extends Pick<HistoryEntry, "outcome" | "rawStatus" | "attempts" | "startedAt" | "durationMs"> {
  readonly runId: string;
  readonly target: string;
  readonly lastTestId: string;
  readonly lastSubmissionId: string;
  readonly lastAttempt: number;
  readonly failingSubmissionId: string;
  readonly failingTestId: string;
  readonly failingAttempt: number;
}

/**
 * How a test ended in each run that had it under any of its names, newest first; undefined when there is no such test. A
 * page goes on by the id of its last run, so that what arrives meanwhile moves nothing.
 */
export async function testHistory(
  connection: Connection,
  { testId, status, limit, cursor, ...filters }: TestHistory,
): Promise<Page<HistoryEntry> | undefined> {
  const group = await testGroup(connection, { testId, asof: filters.asof });
  if (group === undefined) return undefined;
  const { sql, parameters } = await outcomesOfTests(connection, {
    project: group.project,
    members: await memberRows(connection, { ...filters, project: group.project }),
    asof: filters.asof,
    testIds: group.testIds,
    newestIds: group.testIds.map(() => group.testId),
  });
  const page = where({
    "runId < {before:String}": cursor === undefined ? undefined : decodeCursor(cursor, ["String"])[0],
    "outcome IN {outcomes:Array(String)}": status,
  });
  const rows = await connection.query<HistoryRow>(
    `
    SELECT
      runId, target, outcome, attempts, rawStatus, startedAt, durationMs, lastTestId, lastSubmissionId, lastAttempt,
      failingSubmissionId, failingTestId, failingAttempt
    FROM (${sql})
    ${page.clause}
    ORDER BY runId DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, ...page.parameters, limit: limit + 1 },
  );
  const { items, nextCursor } = pageOfRows(rows, limit, ["runId"]);
  return { items: await withStories(connection, group, items), nextCursor };
}

async function withStories(
  connection: Connection,
  group: TestGroup,
  rows: readonly HistoryRow[],
): Promise<HistoryEntry[]> {
  if (rows.length === 0) return [];
  const { project, testIds } = group;
  const runIds = rows.map(({ runId }) => runId);
  const [references, names, variantOf, failureOf, metricsOf] = await Promise.all([
    readRunReferences(connection, project, runIds),
    readTestNames(connection, project, testIds),
    readVariants(connection, project, runIds),
    readFailures(connection, group, rows),
    readMetrics(connection, group, rows),
  ]);
  return rows.flatMap((row) => {
    const reference = references.get(row.runId);
    if (reference === undefined) return [];
    const { target, ...run } = reference;
    const failure = failureOf.get(keyOf(row.failingSubmissionId, row.failingTestId, row.failingAttempt));
    const { outcome, rawStatus, attempts, startedAt, durationMs, lastTestId } = row;
    return {
      ...{ run, target, testId: lastTestId, params: names.get(lastTestId)?.params ?? {} },
      variant: fromJsonText(variantOf.get(row.runId) ?? "", {}),
      metrics: fromJsonText(metricsOf.get(keyOf(row.lastSubmissionId, lastTestId, row.lastAttempt)) ?? "", {}),
      ...{ outcome, rawStatus, attempts, startedAt, durationMs },
      message: failure?.message ?? "",
      fingerprint: failure?.fingerprint ?? null,
    };
  });
}

function keyOf(submissionId: string, testId: string, attempt: number): string {
  return `${submissionId} ${testId} ${attempt}`;
}

interface AttemptRow {
  readonly submissionId: string;
  readonly testId: string;
  readonly attempt: number;
}

/** The failures of the rows, each with the first line of its message, by where they are. */
async function readFailures(connection: Connection, { project, testIds }: TestGroup, all: readonly HistoryRow[]) {
  const submissionIds = all
    .filter(({ failingAttempt }) => failingAttempt > 0)
    .map(({ failingSubmissionId }) => failingSubmissionId);
  if (submissionIds.length === 0) return new Map<string, never>();
  const rows = await connection.query<AttemptRow & { message: string; fingerprint: string }>(
    `
    SELECT submissionId, testId, attempt, splitByChar('\\n', message)[1] AS message, fingerprint
    FROM failures FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      AND testId IN {testIds:Array(UUID)}`,
    { project, testIds, submissionIds },
  );
  return new Map(rows.map((row) => [keyOf(row.submissionId, row.testId, row.attempt), row]));
}

async function readMetrics(
  connection: Connection,
  { project, testIds }: TestGroup,
  all: readonly HistoryRow[],
): Promise<Map<string, string>> {
  const rows = await connection.query<AttemptRow & { metrics: string }>(
    `
    SELECT submissionId, testId, attempt, metrics
    FROM resultDetails FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      AND testId IN {testIds:Array(UUID)} AND metrics != ''`,
    { project, testIds, submissionIds: [...new Set(all.map(({ lastSubmissionId }) => lastSubmissionId))] },
  );
  return new Map(rows.map((row) => [keyOf(row.submissionId, row.testId, row.attempt), row.metrics]));
}

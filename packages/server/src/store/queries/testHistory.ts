import { type HistoryEntry, isFailing, type Outcome, type Page } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { remember } from "../remember.ts";
import { where } from "../where.ts";
import { readRunReferences } from "./runRow.ts";

/** Whose history, and which page of it. */
export interface TestHistory {
  readonly testId: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface HistoryRow {
  readonly submissionId: string;
  readonly lastStatus: Outcome;
  readonly rawStatus: string;
  readonly attempts: number;
  readonly startedAt: string;
  readonly durationMs: number;
}

/** How a test ended in each run that had it, newest first; undefined when there is no such test. */
export async function testHistory(
  connection: Connection,
  question: TestHistory,
): Promise<Page<HistoryEntry> | undefined> {
  const { testId, limit, cursor } = question;
  const project = await remember(connection, `test ${testId}`, async () => {
    const [test] = await connection.query<{ project: string }>(
      "SELECT project FROM tests WHERE testId = {testId:UUID} LIMIT 1",
      { testId },
    );
    return test?.project;
  });
  if (project === undefined) return undefined;
  const { clause, parameters } = where({
    "project = {project:String}": project,
    "testId = {testId:UUID}": testId,
    "submissionId < {before:String}": cursor === undefined ? undefined : decodeCursor(cursor, ["String"])[0],
  });
  const rows = await connection.query<HistoryRow>(
    `
    SELECT
      submissionId,
      argMax(status, attempt) AS lastStatus,
      argMax(rawStatus, attempt) AS rawStatus,
      uniqExact(attempt) AS attempts,
      argMax(startedAt, attempt) AS startedAt,
      argMax(durationMs, attempt) AS durationMs
    FROM resultsByTest FINAL
    ${clause}
    GROUP BY submissionId
    ORDER BY submissionId DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, limit: limit + 1 },
  );
  const page = pageOfRows(rows, limit, ["submissionId"]);
  return {
    items: await withRuns(connection, { project, testId }, page.items),
    nextCursor: page.nextCursor,
  };
}

async function withRuns(
  connection: Connection,
  { project, testId }: { readonly project: string; readonly testId: string },
  rows: readonly HistoryRow[],
): Promise<HistoryEntry[]> {
  const failed = rows.filter(({ lastStatus, attempts }) => isFailing(lastStatus) || attempts > 1);
  const [references, failures] = await Promise.all([
    readRunReferences(
      connection,
      project,
      rows.map(({ submissionId }) => submissionId),
    ),
    readFailures(connection, {
      project,
      testId,
      submissionIds: failed.map(({ submissionId }) => submissionId),
    }),
  ]);
  const failureOf = new Map(failures.map((failure) => [failure.submissionId, failure]));
  return rows.flatMap(({ submissionId, lastStatus, ...entry }) => {
    const reference = references.get(submissionId);
    if (reference === undefined) return [];
    const { target, ...run } = reference;
    const failure = failureOf.get(submissionId);
    return {
      ...entry,
      ...{ run, target, testId, params: {}, variant: {}, metrics: {} },
      outcome: lastStatus === "passed" && failure !== undefined ? "flaky" : lastStatus,
      message: failure?.message ?? "",
      fingerprint: failure?.fingerprint ?? null,
    };
  });
}

interface HistoryFailure {
  readonly submissionId: string;
  readonly message: string;
  readonly fingerprint: string;
}

/** The last failure of a test in each of these submissions, with the first line of its message. */
async function readFailures(
  connection: Connection,
  question: { readonly project: string; readonly testId: string; readonly submissionIds: readonly string[] },
): Promise<HistoryFailure[]> {
  if (question.submissionIds.length === 0) return [];
  return connection.query<HistoryFailure>(
    `
    SELECT submissionId, splitByChar('\\n', message)[1] AS message, fingerprint
    FROM failures
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND testId = {testId:UUID}
    ORDER BY attempt DESC
    LIMIT 1 BY submissionId`,
    question,
  );
}

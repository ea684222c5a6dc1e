import type { HistoryCell, Outcome, Page } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor } from "../cursor.ts";
import { where } from "../where.ts";
import { fromJsonText } from "./jsonText.ts";
import { type MemberRelation, memberRows } from "./memberRows.ts";
import { outcomesOfTests } from "./outcomesOfTests.ts";
import { readRunReferences } from "./runRow.ts";
import { acceptedRenames, type TestGroup, testGroup } from "./testGroup.ts";
import type { TestHistory } from "./testHistory.ts";
import { readTestNames } from "./testNames.ts";
import { readVariants } from "./variants.ts";

/** Whose cells, in which runs; with those of the other tests of the family when asked. */
export interface HistoryCells extends TestHistory {
  readonly withFamily: boolean;
}

const mostOfFamily = 100;

interface CellRow {
  readonly runId: string;
  readonly testId: string;
  readonly outcome: Outcome;
}

/** Tests with every id that each had, and beside it the newest of these. */
interface Tests {
  readonly project: string;
  readonly testIds: readonly string[];
  readonly newestIds: readonly string[];
}

/**
 * How a test ended in each run, attempt by attempt, newest first; undefined when there is no such test. A page holds
 * whole runs: `limit` cells, and those that the last of these runs has besides.
 */
export async function historyCells(
  connection: Connection,
  { testId, withFamily, status, limit, cursor, ...filters }: HistoryCells,
): Promise<Page<HistoryCell> | undefined> {
  const group = await testGroup(connection, { testId, asof: filters.asof });
  if (group === undefined) return undefined;
  const tests = withFamily ? await familyOf(connection, group, filters.asof) : onlyThis(group);
  const members = await memberRows(connection, { ...filters, project: group.project });
  const { sql, parameters } = await outcomesOfTests(connection, { ...tests, members, asof: filters.asof });
  const page = where({
    "runId < {before:String}": cursor === undefined ? undefined : decodeCursor(cursor, ["String"])[0],
    "outcome IN {outcomes:Array(String)}": status,
  });
  const rows = await connection.query<CellRow>(
    `
    SELECT runId, testId, outcome
    FROM (${sql})
    ${page.clause}
    ORDER BY runId DESC
    LIMIT {limit:UInt32} WITH TIES`,
    { ...parameters, ...page.parameters, limit: limit + 1 },
  );
  const last = rows[limit - 1]?.runId ?? "";
  const items = rows.filter(({ runId }) => runId >= last);
  return {
    items: await withAttempts(connection, { tests, members, rows: items }),
    nextCursor: rows.length > limit ? Buffer.from(JSON.stringify([last])).toString("base64url") : null,
  };
}

function onlyThis({ project, testId, testIds }: TestGroup): Tests {
  return { project, testIds, newestIds: testIds.map(() => testId) };
}

/** The tests that differ from one in params alone, in the order of these; the test itself is among them. */
async function familyOf(connection: Connection, group: TestGroup, asof: string | undefined): Promise<Tests> {
  const { project, testId } = group;
  const rows = await connection.query<{ testId: string }>(
    `
    SELECT testId
    FROM tests FINAL
    WHERE project = {project:String} AND familyId IN (
      SELECT familyId FROM tests FINAL WHERE project = {project:String} AND testId = {testId:UUID}
    )
    ORDER BY testId != {testId:UUID}, params, testId
    LIMIT {limit:UInt32}`,
    { project, testId, limit: mostOfFamily },
  );
  const renames = await acceptedRenames(connection, { project, asof });
  const groups = new Map(rows.map((row) => renames.group(row.testId)).map((ids) => [ids[0] as string, ids]));
  const pairs = [...groups].flatMap(([newest, ids]) => ids.map((id) => ({ id, newest })));
  return { project, testIds: pairs.map(({ id }) => id), newestIds: pairs.map(({ newest }) => newest) };
}

interface RowsOfTests {
  readonly tests: Tests;
  readonly members: MemberRelation;
  readonly rows: readonly CellRow[];
}

async function withAttempts(connection: Connection, question: RowsOfTests): Promise<HistoryCell[]> {
  const { tests, rows } = question;
  if (rows.length === 0) return [];
  const runIds = [...new Set(rows.map(({ runId }) => runId))];
  const [references, names, variantOf, attemptsOf] = await Promise.all([
    readRunReferences(connection, tests.project, runIds),
    readTestNames(connection, tests.project, [...new Set(rows.map(({ testId }) => testId))]),
    readVariants(connection, tests.project, runIds),
    readAttempts(connection, question, runIds),
  ]);
  return rows.flatMap(({ runId, testId, outcome }) => {
    const reference = references.get(runId);
    if (reference === undefined) return [];
    const { target, ...run } = reference;
    return {
      ...{ run, target, testId, outcome, params: names.get(testId)?.params ?? {} },
      variant: fromJsonText(variantOf.get(runId) ?? "", {}),
      attempts: attemptsOf.get(`${runId} ${testId}`) ?? [],
    };
  });
}

interface AttemptRow {
  readonly runId: string;
  readonly submissionId: string;
  readonly testId: string;
  readonly attempt: number;
  readonly status: HistoryCell["attempts"][number]["status"];
}

/** The attempts of each test in each of the runs, first to last, by run and newest id. */
async function readAttempts(connection: Connection, { tests, members }: RowsOfTests, runIds: readonly string[]) {
  const { project, testIds, newestIds } = tests;
  const rows = await connection.query<AttemptRow>(
    `
    SELECT
      member.runId AS runId, toString(result.submissionId) AS submissionId, result.testId AS testId,
      result.attempt AS attempt, result.status AS status
    FROM (
      SELECT submissionId, testId, attempt, status
      FROM resultsByTest FINAL
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}
    ) AS result
    INNER JOIN (${members.sql}) AS member ON member.submissionId = result.submissionId
    WHERE runId IN {runIds:Array(String)}
    ORDER BY submissionId, attempt`,
    { ...members.parameters, project, testIds, runIds },
  );
  const workers = await connection.query<AttemptRow & { worker: string }>(
    `
    SELECT toString(submissionId) AS submissionId, testId, attempt, worker
    FROM resultDetails FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      AND testId IN {testIds:Array(UUID)} AND worker != ''`,
    { project, testIds, submissionIds: [...new Set(rows.map(({ submissionId }) => submissionId))] },
  );
  const keyOf = (row: AttemptRow) => `${row.submissionId} ${row.testId} ${row.attempt}`;
  const workerOf = new Map(workers.map((row) => [keyOf(row), row.worker]));
  const newestOf = new Map(testIds.map((id, index) => [id, newestIds[index] ?? id]));
  const found = new Map<string, HistoryCell["attempts"]>();
  for (const row of rows) {
    const key = `${row.runId} ${newestOf.get(row.testId)}`;
    const attempts = found.get(key) ?? [];
    attempts.push({ status: row.status, worker: workerOf.get(keyOf(row)) ?? "" });
    found.set(key, attempts);
  }
  return found;
}

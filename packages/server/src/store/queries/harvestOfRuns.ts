import type { Harvest, Harvested } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { type ComparableRun, comparableRuns } from "./compare/comparableRuns.ts";
import { fromJsonText } from "./jsonText.ts";
import { listedRows, type PlacedMember } from "./memberRows.ts";
import { outcomesOfTests } from "./outcomesOfTests.ts";
import { acceptedRenames } from "./testGroup.ts";
import { readTestNames } from "./testNames.ts";
import { containsText } from "./textSearch.ts";

/** Which runs to harvest: the newest that fit. Without a project that of the newest run is meant. */
export interface HarvestQuestion {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  /** How many runs. */
  readonly runs: number;
  /** Only tests with this text in their names or params. */
  readonly q?: string | undefined;
  readonly asof?: string | undefined;
}

const mostTests = 2_000;
const mostRows = 20_000;

/** What the tests of the newest runs told, as the attempts told that decided. */
export async function harvestOfRuns(connection: Connection, question: HarvestQuestion): Promise<Harvest> {
  const runs = await runsToHarvest(connection, question);
  const [newest] = runs;
  if (newest === undefined) return { runs: [], items: [], isCut: false };
  const { project } = newest;
  const [tests, renames] = await Promise.all([
    testsThatTold(connection, { project, runs, q: question.q }),
    acceptedRenames(connection, { project, asof: question.asof }),
  ]);
  const testIds = tests.slice(0, mostTests);
  const rows = await told(connection, {
    ...{ project, runs, testIds, asof: question.asof },
    newestIds: testIds.map((testId) => renames.newest(testId)),
  });
  const names = await readTestNames(connection, project, [...new Set(rows.map(({ testId }) => testId))]);
  const items = rows.slice(0, mostRows).flatMap(({ metrics, properties, ...row }): Harvested[] => {
    const named = names.get(row.testId);
    if (named === undefined) return [];
    const { file: _file, line: _line, ...name } = named;
    return [{ ...name, ...row, metrics: fromJsonText(metrics, {}), properties: fromJsonText(properties, {}) }];
  });
  const place = new Map(runs.map(({ runId }, index) => [runId, index]));
  return {
    runs: runs.map(({ runId, target, startedAt, branch, commit, buildName }) => {
      return { runId, target, startedAt, branch, commit, buildName };
    }),
    items: items.toSorted(
      (one, other) =>
        (place.get(one.runId) ?? 0) - (place.get(other.runId) ?? 0) ||
        compareText(one.suite, other.suite) ||
        compareText(one.displayName, other.displayName),
    ),
    isCut: tests.length > mostTests || rows.length > mostRows,
  };
}

function runsToHarvest(connection: Connection, question: HarvestQuestion): Promise<ComparableRun[]> {
  const { project, target, branch, runs, asof } = question;
  const conditions = (of: string | undefined) => ({
    "project = {project:String}": of,
    "target = {target:String}": target,
    "branch = {branch:String}": branch,
  });
  if (project !== undefined) return comparableRuns(connection, conditions(project), { limit: runs, asof });
  return comparableRuns(connection, conditions(undefined), { limit: 1, asof }).then(([newest]) =>
    newest === undefined ? [] : comparableRuns(connection, conditions(newest.project), { limit: runs, asof }),
  );
}

/** The tests that told a metric or a property in these runs; one more than are shown, so that it is known when there are. */
async function testsThatTold(
  connection: Connection,
  {
    project,
    runs,
    q,
  }: { readonly project: string; readonly runs: readonly ComparableRun[]; readonly q?: string | undefined },
): Promise<string[]> {
  const rows = await connection.query<{ testId: string }>(
    `
    SELECT DISTINCT testId
    FROM resultDetails
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      AND (metrics NOT IN ('', '{}') OR properties NOT IN ('', '{}'))
      AND ({q:String} = '' OR testId IN (${withNewestName(containsText(q))}))
    ORDER BY testId
    LIMIT {limit:UInt32}`,
    { project, submissionIds: runs.flatMap(({ submissionIds }) => submissionIds), q: q ?? "", limit: mostTests + 1 },
  );
  return rows.map(({ testId }) => testId);
}

/** SQL of the tests, under every id that they had, of whose newest names something holds. */
function withNewestName(condition: string): string {
  const named = `SELECT testId FROM tests FINAL WHERE project = {project:String} AND ${condition}`;
  return `
        SELECT testId
        FROM (${named})
        WHERE testId NOT IN (SELECT fromTestId FROM testAliases WHERE project = {project:String})
        UNION ALL
        SELECT fromTestId FROM testAliases WHERE project = {project:String} AND testId IN (${named})
      `;
}

interface ToldQuestion {
  readonly project: string;
  readonly runs: readonly ComparableRun[];
  readonly testIds: readonly string[];
  readonly newestIds: readonly string[];
  readonly asof: string | undefined;
}

type ToldRow = Pick<Harvested, "runId" | "testId" | "outcome" | "durationMs"> & {
  readonly metrics: string;
  readonly properties: string;
};

async function told(
  connection: Connection,
  { runs, project, testIds, newestIds, asof }: ToldQuestion,
): Promise<ToldRow[]> {
  if (testIds.length === 0) return [];
  const members = listedRows(runs.flatMap(membersOf));
  const { sql, parameters } = await outcomesOfTests(connection, { project, members, asof, testIds, newestIds });
  return connection.query<ToldRow>(
    `
    SELECT runId, testId, outcome, durationMs, metrics, properties
    FROM (${sql}) AS ended
    INNER JOIN (
      SELECT
        toString(submissionId) AS lastSubmissionId,
        testId AS lastTestId,
        attempt AS lastAttempt,
        metrics,
        properties
      FROM resultDetails FINAL
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}
        AND (metrics NOT IN ('', '{}') OR properties NOT IN ('', '{}'))
    ) AS told USING (lastSubmissionId, lastTestId, lastAttempt)
    ORDER BY runId DESC, testId
    LIMIT {limit:UInt32}`,
    { ...parameters, limit: mostRows + 1 },
  );
}

function membersOf({ runId, view, target, branch, submissionIds, executionIds }: ComparableRun): PlacedMember[] {
  return submissionIds.map((submissionId, index) => ({
    ...{ submissionId, runId, target, branch, replaced: view === "replaced" },
    executionId: executionIds[index] ?? submissionId,
  }));
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

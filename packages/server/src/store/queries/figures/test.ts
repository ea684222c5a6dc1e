import type { Outcome, TestFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { memberRows } from "../memberRows.ts";
import { outcomesOfTests } from "../outcomesOfTests.ts";
import type { Rows } from "../runOutcomes.ts";
import { readRunReferences } from "../runRow.ts";
import { testGroup } from "../testGroup.ts";
import { type CountRow, countOutcomes, outcomesOf } from "./countColumns.ts";
import type { FigureFilters } from "./figureScope.ts";
import { pipelineName } from "./pipelines.ts";
import { testEvents } from "./testEvents.ts";

/** Which test, under any id that it had, and over which runs. */
export interface TestFiguresQuestion extends Omit<FigureFilters, "project" | "labels"> {
  readonly testId: string;
}

const shownRuns = 100;
const shownDurations = 500;
const shownBranches = 20;

/** What one test did over the runs that fit; undefined when no project has it. */
export async function testFigures(
  connection: Connection,
  { testId, ...filters }: TestFiguresQuestion,
): Promise<TestFigures | undefined> {
  const group = await testGroup(connection, { testId, asof: filters.asof });
  if (group === undefined) return undefined;
  const outcomes = await outcomesOfTests(connection, {
    ...{ project: group.project, asof: filters.asof },
    members: await memberRows(connection, { ...filters, project: group.project }),
    testIds: group.testIds,
    newestIds: group.testIds.map(() => group.testId),
  });
  const [total, runs, branches, events] = await Promise.all([
    readTotal(connection, outcomes),
    readRuns(connection, outcomes),
    readBranches(connection, outcomes),
    testEvents(connection, { project: group.project, testIds: group.testIds, outcomes }),
  ]);
  const { since, until } = filters;
  return {
    ...{
      since,
      until,
      testId: group.testId,
      runs: total.runs,
      ...outcomesOf(total),
      p50Ms: total.p50Ms,
      p95Ms: total.p95Ms,
    },
    ...(await withReferences(connection, group.project, runs)),
    branches: branches.map((row) => ({ ...row, failRate: row.fails / row.runs })),
    events,
  };
}

type TotalRow = CountRow & { readonly runs: number; readonly p50Ms: number | null; readonly p95Ms: number | null };

async function readTotal(connection: Connection, { sql, parameters }: Rows): Promise<TotalRow> {
  const [total] = await connection.query<TotalRow>(
    `
    SELECT
      count() AS runs, ${countOutcomes},
      if(passed = 0, NULL, quantileExactInclusiveIf(0.5)(toFloat64(durationMs), outcome = 'passed')) AS p50Ms,
      if(passed = 0, NULL, quantileExactInclusiveIf(0.95)(toFloat64(durationMs), outcome = 'passed')) AS p95Ms
    FROM (${sql})`,
    parameters,
  );
  if (total === undefined) throw new TypeError("An aggregate answers one row");
  return total;
}

interface RunOfTest {
  readonly runId: string;
  readonly target: string;
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly durationMs: number;
  readonly lastSubmissionId: string;
  readonly lastTestId: string;
}

function readRuns(connection: Connection, { sql, parameters }: Rows): Promise<RunOfTest[]> {
  return connection.query<RunOfTest>(
    `
    SELECT runId, target, outcome, attempts, durationMs, lastSubmissionId, lastTestId
    FROM (${sql})
    ORDER BY runId DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, limit: shownDurations },
  );
}

function readBranches(
  connection: Connection,
  { sql, parameters }: Rows,
): Promise<{ branch: string; runs: number; fails: number }[]> {
  return connection.query(
    `
    SELECT branch, countIf(outcome != 'skipped') AS runs, countIf(outcome IN ('failed', 'broken')) AS fails
    FROM (${sql})
    GROUP BY branch
    HAVING runs > 0
    ORDER BY fails / runs DESC, fails DESC, branch
    LIMIT {limit:UInt32}`,
    { ...parameters, limit: shownBranches },
  );
}

interface Surroundings {
  readonly submissionId: string;
  readonly provider: string;
  readonly ciRunId: string;
}

async function withReferences(
  connection: Connection,
  project: string,
  runs: readonly RunOfTest[],
): Promise<Pick<TestFigures, "recentRuns" | "durations">> {
  const recent = runs.slice(0, shownRuns);
  const submissionIds = recent.map(({ lastSubmissionId }) => lastSubmissionId);
  const testIds = [...new Set(recent.map(({ lastTestId }) => lastTestId))];
  const [references, workers, surroundings] = await Promise.all([
    readRunReferences(
      connection,
      project,
      runs.map(({ runId }) => runId),
    ),
    connection.query<{ submissionId: string; worker: string }>(
      `
      SELECT submissionId, argMax(worker, attempt) AS worker
      FROM resultDetails
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND testId IN {testIds:Array(UUID)}
      GROUP BY submissionId`,
      { project, submissionIds, testIds },
    ),
    connection.query<Surroundings>(
      `
      SELECT submissionId, JSONExtractString(ci, 'provider') AS provider, JSONExtractString(ci, 'runId') AS ciRunId
      FROM runMembers
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}`,
      { project, submissionIds },
    ),
  ]);
  const workerOf = new Map(workers.map(({ submissionId, worker }) => [submissionId, worker]));
  const pipelineOf = new Map(surroundings.map((row) => [row.submissionId, pipelineName(row)]));
  return {
    recentRuns: recent.flatMap(({ runId, target, outcome, attempts, durationMs, lastSubmissionId }) => {
      const reference = references.get(runId);
      if (reference === undefined) return [];
      const { startedAt, branch, commit, buildName } = reference;
      const run = { runId, startedAt, branch, commit, buildName };
      const worker = workerOf.get(lastSubmissionId) ?? "";
      return [
        { run, target, outcome, attempts, durationMs, worker, pipeline: pipelineOf.get(lastSubmissionId) ?? "local" },
      ];
    }),
    durations: runs.toReversed().flatMap(({ runId, outcome, durationMs }) => {
      const reference = references.get(runId);
      return outcome !== "passed" || reference === undefined
        ? []
        : [{ runId, startedAt: reference.startedAt, durationMs }];
    }),
  };
}

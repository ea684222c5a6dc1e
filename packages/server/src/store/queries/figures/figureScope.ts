import { newSubmissionId, staleAfterMs } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import { type Rows, type RunToRead, readForOutcomes, runOutcomes, runToReadColumns } from "../runOutcomes.ts";
import { runStateColumn } from "../runStateColumn.ts";
import { runsSource } from "../runsSource.ts";
import { countOutcomes } from "./countColumns.ts";
import { labelConditions, variantConditions } from "./labelPairs.ts";

/** What figures are about. Times are ISO 8601; runs begun from `since` up to, not at, `until` count. */
export interface FigureFilters {
  readonly project: string;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  /** Only results that bear each of these labels, written `key=value`, themselves or by their run. */
  readonly labels?: readonly string[] | undefined;
  /** Only runs with each of these pairs in their variant, written `key=value`. */
  readonly variants?: readonly string[] | undefined;
  readonly since: string;
  readonly until: string;
  /** Only what was begun up to then. */
  readonly asof?: string | undefined;
}

/**
 * The runs that fit, a row each: `project, runId, target, startedAt, branch, commit, buildName, state, errors, durationMs,
 * ci, labels, view, submissionIds, executionIds`, and how many of their tests had which outcome.
 */
export async function figureRuns(connection: Connection, filters: FigureFilters): Promise<Rows> {
  const variants = variantConditions(filters.variants ?? []);
  const source = await runsSource(connection, filters);
  const { clause, parameters } = where({
    "project = {project:String}": filters.project,
    "target = {target:String}": filters.target,
    "branch = {branch:String}": filters.branch,
    "runId >= {firstRunId:String}": lowestId(filters.since),
    "runId < {nextRunId:String}": lowestId(filters.until),
  });
  const now = filters.asof === undefined ? Date.now() : Date.parse(filters.asof);
  return {
    sql: `
      SELECT
        project, ${runToReadColumns}, startedAt, branch, commit, buildName, errors, ci, labels,
        ${runStateColumn} AS state,
        greatest(0, dateDiff('millisecond', startedAt, ifNull(finishedAt, lastResultAt))) AS durationMs,
        passed, failed, broken, skipped, flaky
      FROM ${source.sql}
      ${[clause, ...variants.conditions].join(" AND ")}`,
    parameters: {
      ...source.parameters,
      ...parameters,
      ...variants.parameters,
      staleBefore: new Date(now - staleAfterMs).toISOString(),
    },
  };
}

/** How each test ended in each run that fits, by the labels asked for: `runId, testId, outcome, durationMs, labels`. */
export async function figureOutcomes(connection: Connection, filters: FigureFilters): Promise<Rows> {
  const { sql, parameters } = await figureRuns(connection, filters);
  const [reading, runs] = await Promise.all([
    readForOutcomes(connection, filters),
    connection.query<RunToRead>(`SELECT runId, view, target, submissionIds, executionIds FROM (${sql})`, parameters),
  ]);
  const outcomes = await runOutcomes(connection, reading, runs);
  const labels = labelConditions(
    filters.labels ?? [],
    (condition) => `(${condition} OR runId IN (SELECT runId FROM (${sql}) WHERE ${condition}))`,
  );
  if (labels.conditions.length === 0) return outcomes;
  return {
    sql: `SELECT runId, testId, outcome, durationMs, labels FROM (${outcomes.sql}) WHERE ${labels.conditions.join(" AND ")}`,
    parameters: { ...parameters, ...outcomes.parameters, ...labels.parameters },
  };
}

/**
 * The rows of {@link figureRuns} with `status`. With labels they are counted anew: only outcomes that bear them count, and
 * a run without any is left out.
 */
export async function countedRuns(connection: Connection, filters: FigureFilters): Promise<Rows> {
  const { sql, parameters } = await figureRuns(connection, filters);
  if ((filters.labels ?? []).length === 0) return { sql: withStatus(sql), parameters };
  const outcomes = await figureOutcomes(connection, filters);
  return {
    sql: withStatus(`
      SELECT
        begun.* EXCEPT (passed, failed, broken, skipped, flaky),
        fitting.passed AS passed, fitting.failed AS failed, fitting.broken AS broken, fitting.skipped AS skipped,
        fitting.flaky AS flaky
      FROM (${sql}) AS begun
      INNER JOIN (
        SELECT runId, ${countOutcomes}
        FROM (${outcomes.sql})
        GROUP BY runId
      ) AS fitting ON fitting.runId = begun.runId`),
    parameters: { ...parameters, ...outcomes.parameters },
  };
}

function withStatus(runs: string): string {
  return `
    SELECT
      *,
      multiIf(errors + failed + broken > 0, 'failed', passed + skipped + flaky = 0, 'empty', 'passed') AS status
    FROM (${runs})`;
}

/** The lowest id that a submission begun at a time can have. */
function lowestId(time: string): string {
  return newSubmissionId(Math.max(0, Date.parse(time)), new Uint8Array(10));
}

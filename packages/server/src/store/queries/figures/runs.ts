import type { RunFigures, RunState, RunStatus } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type CountRow, outcomesOf, type RunDurationRow, runDurationColumns } from "./countColumns.ts";
import { countedRuns, type FigureFilters } from "./figureScope.ts";

interface TotalRow extends RunDurationRow {
  readonly runs: number;
  readonly passed: number;
  readonly failed: number;
  readonly empty: number;
  readonly running: number;
  readonly complete: number;
  readonly incomplete: number;
}

interface BarRow extends CountRow {
  readonly runId: string;
  readonly target: string;
  readonly startedAt: string;
  readonly branch: string;
  readonly commit: string;
  readonly buildName: string;
  readonly state: RunState;
  readonly status: RunStatus;
  readonly durationMs: number;
}

/** The runs that fit by status and state, how long they took, and the newest of them as bars. */
export async function runFigures(
  connection: Connection,
  { limit, ...filters }: FigureFilters & { readonly limit: number },
): Promise<RunFigures> {
  const { sql, parameters } = await countedRuns(connection, filters);
  const [[total], bars] = await Promise.all([
    connection.query<TotalRow>(
      `
      SELECT
        count() AS runs,
        countIf(status = 'passed') AS passed,
        countIf(status = 'failed') AS failed,
        countIf(status = 'empty') AS empty,
        countIf(state = 'running') AS running,
        countIf(state = 'complete') AS complete,
        countIf(state = 'incomplete') AS incomplete,
        ${runDurationColumns}
      FROM (${sql})`,
      parameters,
    ),
    connection.query<BarRow>(
      `
      SELECT
        runId, target, startedAt, branch, commit, buildName, state, status, durationMs,
        passed, failed, broken, skipped, flaky
      FROM (${sql})
      ORDER BY runId DESC
      LIMIT {limit:UInt32}`,
      { ...parameters, limit },
    ),
  ]);
  if (total === undefined) throw new TypeError("An aggregate answers one row");
  const { runs, passed, failed, empty, running, complete, incomplete, medianMs, p90Ms } = total;
  return {
    ...{ since: filters.since, until: filters.until },
    runs,
    byStatus: { passed, failed, empty },
    byState: { running, complete, incomplete },
    runDuration: { medianMs, p90Ms },
    items: bars.map((bar) => {
      const { runId, target, startedAt, branch, commit, buildName, state, status, durationMs } = bar;
      const reference = { runId, target, startedAt, branch, commit, buildName };
      return { ...reference, state, status, durationMs, ...outcomesOf(bar) };
    }),
  };
}

import { type ComparedSide, type RunState, type Selection, staleAfterMs } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { ParameterValue } from "../../literal.ts";
import { where } from "../../where.ts";
import { fromJsonText } from "../jsonText.ts";
import { type RunToRead, runToReadColumns } from "../runOutcomes.ts";
import { runStateColumn } from "../runStateColumn.ts";
import { runsSource } from "../runsSource.ts";

/** A run that a selector can name. */
export interface ComparableRun extends RunToRead {
  readonly project: string;
  readonly startedAt: string;
  readonly branch: string;
  readonly commit: string;
  readonly buildName: string;
  readonly state: RunState;
  readonly shardLost: boolean;
}

/** Conditions on runs, each with one place, with their values; those without a value are left out. */
export type RunConditions = Readonly<Record<string, ParameterValue | undefined>>;

/** Which runs to find: at most `limit`, as they were at `asof`. */
export interface RunsToFind {
  readonly limit: number;
  readonly asof: string | undefined;
}

/** The newest runs that fit, newest first. */
export async function comparableRuns(
  connection: Connection,
  conditions: RunConditions,
  { limit, asof }: RunsToFind,
): Promise<ComparableRun[]> {
  const { clause, parameters } = where(conditions);
  const source = await runsSource(connection, { asof });
  const now = asof === undefined ? Date.now() : Date.parse(asof);
  return connection.query<ComparableRun>(
    `
    SELECT
      project, ${runToReadColumns}, startedAt, branch, commit, buildName, shardLost,
      ${runStateColumn} AS state
    FROM ${source.sql}
    ${clause}
    ORDER BY runId DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, ...source.parameters, limit, staleBefore: new Date(now - staleAfterMs).toISOString() },
  );
}

/** What was asked for in the runs together: every word of their arguments, and how many tests they left out at most. */
export async function selectionOf(
  connection: Connection,
  project: string,
  runIds: readonly string[],
): Promise<Selection> {
  const rows = await connection.query<{ runId: string; selection: string }>(
    `
    SELECT runId, selection
    FROM runMembers
    WHERE project = {project:String} AND runId IN {runIds:Array(String)} AND selection != ''`,
    { project, runIds },
  );
  const words = new Set<string>();
  const deselected = new Map<string, number>();
  for (const { runId, selection } of rows) {
    const told = fromJsonText<{ arguments?: string[]; deselected?: number }>(selection, {});
    for (const word of told.arguments ?? []) words.add(word);
    deselected.set(runId, (deselected.get(runId) ?? 0) + (told.deselected ?? 0));
  }
  return { arguments: [...words], deselected: Math.max(0, ...deselected.values()) };
}

/** The ids of runs. */
export function idsOf(runs: readonly ComparableRun[]): string[] {
  return runs.map(({ runId }) => runId);
}

/** Whether there are runs, and every one of them is complete. */
export function isComplete(runs: readonly ComparableRun[]): boolean {
  return runs.length > 0 && runs.every(({ state }) => state === "complete");
}

/** The side that these runs are, as people are told it. */
export function toSide(selector: string, runs: readonly ComparableRun[]): ComparedSide {
  return {
    selector,
    runs: runs.map(({ runId, target, startedAt, branch, commit, buildName, state }) => {
      return { runId, target, startedAt, branch, commit, buildName, state };
    }),
    isComplete: isComplete(runs),
  };
}

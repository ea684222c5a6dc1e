import { type RunView, submissionTime } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { findTargetSettings } from "../facts/targetSettings.ts";
import type { ParameterValue } from "../literal.ts";
import type { RunTotals } from "../summaries/runTotals.ts";
import type { SubmissionSummary } from "../summaries/submissionSummary.ts";
import { memberLists } from "./effectiveOutcomes.ts";
import { type OutcomeRules, readRules, ruleValues } from "./outcomeRules.ts";
import { idAfter, runsAsof } from "./runsAsof.ts";
import { meaningsOf, readReading, viewOf } from "./targetReading.ts";

/** Which submissions of which project a run is made of, and what decides how its tests ended. */
export interface RunSubmissions {
  readonly project: string;
  readonly target: string;
  /** The id of its first submission. */
  readonly runId: string;
  readonly view: RunView;
  readonly submissionIds: readonly string[];
  /** The execution of each submission, at the same place. */
  readonly executionIds: readonly string[];
  /** When the first and the last of them was begun, by their ids. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly rules: OutcomeRules;
  /** The custom fields that the target shows as columns. */
  readonly displayColumns: readonly string[];
  /** Nothing but the results of one submission decides. */
  readonly isPlain: boolean;
  /** What it added up to at the time that was asked for; undefined when it is asked for as it is now. */
  readonly totals?: RunTotals;
}

type RunRow = Pick<RunSubmissions, "project" | "target" | "runId" | "view" | "submissionIds" | "executionIds">;

type Place = Pick<SubmissionSummary, "project" | "target" | "buildName" | "separateExecutionId">;

/**
 * The submissions that belong to the run of this one, which need not be its first; undefined when there is no such run,
 * or it was deleted; `asof` asks for the run as it was at a time. The one place that knows how runs are found.
 */
export async function runSubmissions(
  connection: Connection,
  runId: string,
  asof?: string,
): Promise<RunSubmissions | undefined> {
  return asof === undefined ? runNow(connection, runId) : runThen(connection, runId, asof);
}

/** The same run as it was at a time: without what began later, and with what people had said by then. */
async function runThen(
  connection: Connection,
  submissionId: string,
  asof: string,
): Promise<RunSubmissions | undefined> {
  if (submissionId >= idAfter(asof)) return undefined;
  const [seed] = await connection.query<{ project: string; target: string }>(
    `
    SELECT project, target
    FROM submissionSummaries FINAL
    WHERE submissionId = {submissionId:String}
      AND (project, target) NOT IN (SELECT project, target FROM targetSettings WHERE deleted)`,
    { submissionId },
  );
  if (seed === undefined) return undefined;
  const { project, target } = seed;
  const [{ runs }, rules, { settings }] = await Promise.all([
    runsAsof(connection, { project, submissionIds: [submissionId], asof }),
    readRules(connection, project),
    findTargetSettings(connection, { project, target }),
  ]);
  const totals = runs.find((run) => run.submissionIds.includes(submissionId));
  if (totals === undefined) return undefined;
  const { runId, view, submissionIds, executionIds, lastSubmissionId } = totals;
  return {
    ...{ project, target, runId, view, submissionIds, executionIds, totals },
    firstAt: new Date(submissionTime(runId)).toISOString(),
    lastAt: new Date(submissionTime(lastSubmissionId)).toISOString(),
    rules: { ...rules, asof },
    displayColumns: settings.displayColumns,
    isPlain: false,
  };
}

async function runNow(connection: Connection, submissionId: string): Promise<RunSubmissions | undefined> {
  const [[place], { targets, overridden }] = await Promise.all([
    connection.query<Place>(
      `
      SELECT project, target, buildName, separateExecutionId
      FROM submissionSummaries FINAL
      WHERE submissionId = {submissionId:String} AND NOT deleted`,
      { submissionId },
    ),
    readReading(connection),
  ]);
  if (place === undefined) return undefined;
  const { project, target, buildName } = place;
  const reading = targets.get(`${project} ${target}`);
  if (reading?.deleted) return undefined;
  const view = viewOf(reading, buildName);
  const [row] = await connection.query<RunRow>(
    `
    SELECT project, target, runId, view, submissionIds, executionIds
    FROM runs FINAL
    WHERE project = {project:String} AND view = {view:String} AND target = {target:String} AND runKey = {runKey:String}
      AND submissionCount > 0`,
    { project, target, view, runKey: view === "separate" ? place.separateExecutionId : buildName },
  );
  if (row === undefined) return undefined;
  const meanings = meaningsOf(reading);
  const last = row.submissionIds.at(-1) ?? row.runId;
  return {
    ...row,
    firstAt: new Date(submissionTime(row.runId)).toISOString(),
    lastAt: new Date(submissionTime(last)).toISOString(),
    rules: {
      words: meanings.map(([word]) => `${target} ${word}`),
      meanings: meanings.map(([, status]) => status),
      overridden: overridden.has(project),
    },
    displayColumns: reading?.displayColumns ?? [],
    isPlain: row.submissionIds.length === 1 && meanings.length === 0 && !overridden.has(project),
  };
}

/** The values of the places that a run has in SQL, those of `listedMembers` and of its rules included. */
export function runValues(run: RunSubmissions): Record<string, ParameterValue> {
  const { project, submissionIds, firstAt, lastAt, target, runId, view, executionIds } = run;
  const members = submissionIds.map((submissionId, index) => ({
    ...{ submissionId, target, runId, replaced: view === "replaced" },
    executionId: executionIds[index] ?? submissionId,
  }));
  return { project, submissionIds, firstAt, lastAt, ...memberLists(members), ...ruleValues(run.rules) };
}

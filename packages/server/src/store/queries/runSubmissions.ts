import { type RunView, type Status, submissionTime } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { findTargetSettings } from "../facts/targetSettings.ts";
import type { ParameterValue } from "../literal.ts";
import type { RunTotals } from "../summaries/runTotals.ts";
import { memberLists } from "./effectiveOutcomes.ts";
import { fromJsonText } from "./jsonText.ts";
import { type OutcomeRules, readRules, ruleValues } from "./outcomeRules.ts";
import { idAfter, runsAsof } from "./runsAsof.ts";

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

interface RunRow extends Pick<RunSubmissions, "project" | "target" | "runId" | "view" | "submissionIds"> {
  readonly executionIds: readonly string[];
  readonly interpretation: string;
  readonly displayColumns: readonly string[];
  readonly overridden: boolean;
}

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

async function runNow(connection: Connection, runId: string): Promise<RunSubmissions | undefined> {
  const [row] = await connection.query<RunRow>(
    `
    WITH places AS (
      SELECT project, target, if(buildName = '', separateExecutionId, buildName) AS build, separateExecutionId
      FROM submissionSummaries FINAL
      WHERE submissionId = {runId:String} AND NOT deleted
    )
    SELECT
      project, target, runId, view, submissionIds, executionIds,
      (SELECT any(interpretation) FROM targetSettings WHERE (project, target) IN (
        SELECT project, target FROM places
      )) AS interpretation,
      (SELECT any(displayColumns) FROM targetSettings WHERE (project, target) IN (
        SELECT project, target FROM places
      )) AS displayColumns,
      (SELECT count() > 0 FROM overrides WHERE project IN (SELECT project FROM places)) AS overridden
    FROM currentRuns
    WHERE (project, target) IN (SELECT project, target FROM places) AND runKey IN (
      SELECT arrayJoin([build, separateExecutionId]) FROM places
    ) AND has(submissionIds, {runId:String})
    LIMIT 1`,
    { runId },
  );
  if (row === undefined) return undefined;
  const { interpretation, overridden, ...run } = row;
  const meanings = Object.entries(fromJsonText<Record<string, Status>>(interpretation ?? "", {}));
  const last = run.submissionIds.at(-1) ?? run.runId;
  return {
    ...run,
    firstAt: new Date(submissionTime(run.runId)).toISOString(),
    lastAt: new Date(submissionTime(last)).toISOString(),
    rules: {
      words: meanings.map(([word]) => `${run.target} ${word}`),
      meanings: meanings.map(([, status]) => status),
      overridden,
    },
    isPlain: run.submissionIds.length === 1 && meanings.length === 0 && !overridden,
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

import type { RunStatus, Summary } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import { type RunRow, runColumns, runStatus, toCounts, toRun } from "../runRow.ts";
import { runsSource } from "../runsSource.ts";

/** Of which targets; with `asof` as they were then. */
export interface SummaryQuestion {
  readonly project?: string | undefined;
  readonly asof?: string | undefined;
}

/** Every target with its last run, by name; the run before it on the same branch says what it came from. */
export async function summaryOfTargets(
  connection: Connection,
  { project, asof }: SummaryQuestion,
  now: number = asof === undefined ? Date.now() : Date.parse(asof),
): Promise<Summary> {
  const { clause, parameters } = where({ "project = {project:String}": project });
  const source = await runsSource(connection, { project, asof });
  const values = { ...parameters, ...source.parameters };
  const [targets, rows] = await Promise.all([
    connection.query<{ project: string; target: string }>(
      `
      SELECT DISTINCT project, target
      FROM (
        SELECT toString(project) AS project, toString(target) AS target FROM currentRuns
        UNION ALL
        SELECT project, target FROM targets
      )
      ${clause} AND (project, target) NOT IN (SELECT project, target FROM targetSettings WHERE deleted)
      ORDER BY project, target`,
      values,
    ),
    connection.query<RunRow & { place: number }>(
      `
      SELECT ${runColumns}, place
      FROM (
        SELECT *, row_number() OVER (PARTITION BY project, target, branch ORDER BY runId DESC) AS place
        FROM ${source.sql}
        ${clause}
      )
      WHERE place <= 2
      ORDER BY runId DESC`,
      values,
    ),
  ]);
  return { items: targets.map((target) => summaryOf(target, rows, now)) };
}

function summaryOf(
  { project, target }: { readonly project: string; readonly target: string },
  rows: readonly RunRow[],
  now: number,
): Summary["items"][number] {
  const own = rows.filter((row) => row.project === project && row.target === target);
  const [last] = own;
  if (last === undefined) return { project, target, lastRun: null, passRate: null, previousStatus: null };
  const previous = own.find(({ branch, runId }) => branch === last.branch && runId !== last.runId);
  const { total, failed, broken } = toCounts(last);
  return {
    ...{ project, target },
    lastRun: toRun(last, now),
    passRate: total === 0 ? null : (total - failed - broken) / total,
    previousStatus: previous === undefined ? null : statusOf(previous),
  };
}

function statusOf(row: RunRow): RunStatus {
  return runStatus(row, toCounts(row));
}

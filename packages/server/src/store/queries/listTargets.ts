import type { Target } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { where } from "../where.ts";
import { type RunRow, runStatus, toCounts, toState } from "./runRow.ts";
import { changedRuns, idAfter } from "./runsAsof.ts";
import { heldRuns } from "./targetReading.ts";

const most = 30;

type RecentRow = Pick<
  RunRow,
  | "project"
  | "target"
  | "runId"
  | "startedAt"
  | "lastReceivedAt"
  | "noEnd"
  | "shardLost"
  | "fewerResults"
  | "errors"
  | "passed"
  | "failed"
  | "broken"
  | "skipped"
  | "flaky"
>;

/** Which targets, and how many of their newest runs; 30 at most. */
export interface ListTargets {
  readonly project?: string | undefined;
  readonly asof?: string | undefined;
  readonly recent?: number | undefined;
}

/** The targets of a project, or of all, by name, each with its newest runs, newest first. */
export async function listTargets(
  connection: Connection,
  { project, asof, recent = most }: ListTargets,
  now: number = asof === undefined ? Date.now() : Date.parse(asof),
): Promise<Target[]> {
  const { clause, parameters } = where({ "project = {project:String}": project });
  const changed = asof === undefined ? undefined : await changedRuns(connection, { project }, asof);
  const held = await heldRuns(connection);
  const then = where({
    "project = {project:String}": project,
    "lastSubmissionId < {later:String}": asof && idAfter(asof),
    "NOT hasAny(submissionIds, {others:Array(String)})": changed?.submissionIds,
  });
  const [named, runs] = await Promise.all([
    connection.query<Pick<Target, "project" | "target">>(
      `
      SELECT DISTINCT project, target
      FROM (
        SELECT toString(project) AS project, toString(target) AS target FROM runs
        UNION ALL
        SELECT project, target FROM targets
        UNION ALL
        SELECT project, target FROM targetFacts
      )
      ${clause} AND target != ''
        AND (project, target) NOT IN (SELECT project, target FROM targetSettings WHERE deleted)
      ORDER BY project, target`,
      parameters,
    ),
    connection.query<RecentRow>(
      `
      SELECT
        project, target, runId, startedAt, lastReceivedAt, noEnd, shardLost, fewerResults, errors, passed, failed, broken,
        skipped, flaky
      FROM runs FINAL
      ${then.clause} AND ${held.condition}
      ORDER BY runId DESC
      LIMIT {recent:UInt32} BY project, target`,
      { ...then.parameters, ...held.parameters, recent },
    ),
  ]);
  const recentRuns = new Map<string, Target["recentRuns"]>();
  const all = [...runs, ...(changed?.runs ?? [])].toSorted((one, other) => (one.runId < other.runId ? 1 : -1));
  for (const row of all) {
    const key = `${row.project}/${row.target}`;
    recentRuns.set(key, [...(recentRuns.get(key) ?? []), toRecentRun(row, now)]);
  }
  return named.map((target) => ({
    ...target,
    recentRuns: (recentRuns.get(`${target.project}/${target.target}`) ?? []).slice(0, recent),
  }));
}

function toRecentRun(row: RecentRow, now: number): Target["recentRuns"][number] {
  const counts = toCounts(row);
  const { runId, startedAt } = row;
  return { runId, startedAt, counts, status: runStatus(row, counts), state: toState(row, now).state };
}

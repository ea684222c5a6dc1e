import type { Target } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { where } from "../where.ts";
import { type RunRow, runStatus, toCounts, toState } from "./runRow.ts";

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

/** The targets of a project, or of all, by name, each with its newest runs, newest first, at most 30. */
export async function listTargets(
  connection: Connection,
  { project }: { readonly project?: string | undefined },
  now: number = Date.now(),
): Promise<Target[]> {
  const { clause, parameters } = where({ "project = {project:String}": project });
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
      FROM currentRuns
      ${clause}
      ORDER BY runId DESC
      LIMIT 30 BY project, target`,
      parameters,
    ),
  ]);
  const recentRuns = new Map<string, Target["recentRuns"]>();
  for (const row of runs) {
    const key = `${row.project}/${row.target}`;
    recentRuns.set(key, [...(recentRuns.get(key) ?? []), toRecentRun(row, now)]);
  }
  return named.map((target) => ({ ...target, recentRuns: recentRuns.get(`${target.project}/${target.target}`) ?? [] }));
}

function toRecentRun(row: RecentRow, now: number): Target["recentRuns"][number] {
  const counts = toCounts(row);
  const { runId, startedAt } = row;
  return { runId, startedAt, counts, status: runStatus(row, counts), state: toState(row, now).state };
}

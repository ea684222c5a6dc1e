import type { TargetOverview } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { RunTotals } from "../../summaries/runTotals.ts";
import { where } from "../../where.ts";
import { runStatus, toCounts, toState } from "../runRow.ts";
import { runsSource } from "../runsSource.ts";
import { type OverviewScope, targetKey } from "./overviewScope.ts";

type Strip = TargetOverview["recentRuns"];

type StripRow = Pick<
  RunTotals,
  | "project"
  | "target"
  | "runId"
  | "startedAt"
  | "finishedAt"
  | "lastResultAt"
  | "lastReceivedAt"
  | "branch"
  | "commit"
  | "buildName"
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

/** The newest runs of each target, newest first, at most 30, by {@link targetKey}. */
export async function newestRuns(
  connection: Connection,
  scope: OverviewScope,
  now: number,
): Promise<Map<string, Strip>> {
  const source = await runsSource(connection, scope);
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "target = {target:String}": scope.target,
  });
  const rows = await connection.query<StripRow>(
    `
    SELECT
      project, target, runId, startedAt, finishedAt, lastResultAt, lastReceivedAt, branch, commit, buildName, noEnd,
      shardLost, fewerResults, errors, passed, failed, broken, skipped, flaky
    FROM ${source.sql}
    ${clause}
    ORDER BY runId DESC
    LIMIT 30 BY project, target`,
    { ...source.parameters, ...parameters },
  );
  const strips = new Map<string, Strip>();
  for (const row of rows) {
    const key = targetKey(row);
    strips.set(key, [...(strips.get(key) ?? []), toStripRun(row, now)]);
  }
  return strips;
}

function toStripRun(row: StripRow, now: number): Strip[number] {
  const { runId, startedAt, branch, commit, buildName, errors } = row;
  const counts = toCounts(row);
  const endedAt = row.finishedAt ?? row.lastResultAt;
  return {
    ...{ runId, startedAt, branch, commit, buildName, counts, errors },
    ...{ status: runStatus(row, counts), state: toState(row, now).state },
    durationMs: Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)),
  };
}

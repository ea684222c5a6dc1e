import { staleAfterMs, type TargetOverview } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import {
  type CountRow,
  outcomesOf,
  type RunDurationRow,
  runDurationColumns,
  sumOutcomes,
} from "../figures/countColumns.ts";
import { runStateColumn } from "../runStateColumn.ts";
import { runsSource } from "../runsSource.ts";
import { type OverviewScope, targetKey } from "./overviewScope.ts";

type Days = TargetOverview["days"];

interface DayRow extends CountRow, RunDurationRow {
  readonly project: string;
  readonly target: string;
  readonly day: string;
  readonly runs: number;
}

const lookBackMs = 30 * 86_400_000;

/** The days in UTC of the last 30 on which runs of each target began, oldest first, by {@link targetKey}. */
export async function targetDays(
  connection: Connection,
  scope: OverviewScope,
  now: number,
): Promise<Map<string, Days>> {
  const source = await runsSource(connection, scope);
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "target = {target:String}": scope.target,
    "startedAt >= {since:DateTime64(3)}": new Date(now - lookBackMs).toISOString(),
  });
  const rows = await connection.query<DayRow>(
    `
    SELECT project, target, toString(toDate(startedAt)) AS day, count() AS runs, ${sumOutcomes}, ${runDurationColumns}
    FROM (
      SELECT
        project, target, startedAt, passed, failed, broken, skipped, flaky,
        ${runStateColumn} AS state,
        greatest(0, dateDiff('millisecond', startedAt, ifNull(finishedAt, lastResultAt))) AS durationMs
      FROM ${source.sql}
      ${clause}
    ) AS counted
    GROUP BY project, target, day
    ORDER BY project, target, day`,
    { ...source.parameters, ...parameters, staleBefore: new Date(now - staleAfterMs).toISOString() },
  );
  const days = new Map<string, Days>();
  for (const row of rows) {
    const key = targetKey(row);
    const { day, runs, medianMs } = row;
    days.set(key, [...(days.get(key) ?? []), { day, runs, passRate: outcomesOf(row).passRate, medianMs }]);
  }
  return days;
}

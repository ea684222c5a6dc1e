import { type Rhythm, silenceRule } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import { runsSource } from "../runsSource.ts";
import { type OverviewScope, targetKey } from "./overviewScope.ts";

/** How often each target reported in the eight weeks before `now`, by {@link targetKey}. */
export async function targetRhythms(
  connection: Connection,
  scope: OverviewScope,
  now: number,
): Promise<Map<string, Rhythm>> {
  const source = await runsSource(connection, scope);
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "target = {target:String}": scope.target,
    "startedAt >= {since:DateTime64(3)}": new Date(now - silenceRule.lookBackMs).toISOString(),
  });
  const rows = await connection.query<Rhythm & { project: string; target: string }>(
    `
    SELECT
      project,
      target,
      count() AS runs,
      min(startedAt) AS firstAt,
      max(startedAt) AS lastAt,
      arraySort(groupArray(toUnixTimestamp64Milli(startedAt))) AS begun,
      arraySlice(arrayReverseSort(arrayPopFront(arrayDifference(begun))), 1, 2) AS longestGapsMs
    FROM ${source.sql}
    ${clause}
    GROUP BY project, target`,
    { ...source.parameters, ...parameters },
  );
  return new Map(
    rows.map(({ runs, firstAt, lastAt, longestGapsMs, ...key }) => [
      targetKey(key),
      { runs, firstAt, lastAt, longestGapsMs: longestGapsMs.map(Number) },
    ]),
  );
}

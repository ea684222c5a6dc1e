import type { Connection } from "../connection.ts";
import { listRuns } from "../queries/listRuns.ts";
import { submissionTables } from "../retention/submissionTables.ts";
import { summariseDay } from "../summariseDay.ts";
import type { SceneSubmission } from "./retentionScene.ts";

/** The tables that have rows of submissions. */
export const tables = [...submissionTables, "submissionSummaries"] as const;

/** Which submissions each table has rows of, and how many. */
export async function rowsBySubmission(connection: Connection): Promise<Record<string, Record<string, number>>> {
  const all: Record<string, Record<string, number>> = {};
  for (const table of tables) {
    const rows = await connection.query<{ id: string; rows: number }>(
      `SELECT toString(submissionId) AS id, count() AS rows FROM ${table} FINAL GROUP BY id ORDER BY id`,
    );
    all[table] = Object.fromEntries(rows.map(({ id, rows: count }) => [id, count]));
  }
  return all;
}

/** The ids of the submissions that are kept, or of those that are not. */
export const ids = (scene: readonly SceneSubmission[], isKept: boolean) =>
  scene.filter((each) => each.isKept === isKept).map(({ owner }) => owner.submissionId);

/** The rows of the submissions that are kept. */
export function keptOf(before: Record<string, Record<string, number>>, scene: readonly SceneSubmission[]) {
  const kept = new Set(ids(scene, true));
  return Object.fromEntries(
    Object.entries(before).map(([table, rows]) => [
      table,
      Object.fromEntries(Object.entries(rows).filter(([id]) => kept.has(id))),
    ]),
  );
}

/** What days add up to. */
export const daysOf = (connection: Connection) =>
  connection.query<{ day: string }>(`
    SELECT project, toString(day) AS day, target, mainline, testId, runs, failed, skipped, flaky, flips
    FROM testDays FINAL
    ORDER BY project, day, target, mainline, testId`);

/** Adds up every day of the scene. */
export async function summariseAllDays(connection: Connection): Promise<void> {
  const days = await connection.query<{ day: string }>(
    "SELECT DISTINCT toString(toDate(submittedAt)) AS day FROM submissionParts",
  );
  for (const { day } of days) await summariseDay(connection, { project: "shop", day });
}

/** The runs that lists show, each with how many tests it has. */
export async function runsSeen(connection: Connection): Promise<(readonly [string, number])[]> {
  const page = await listRuns(connection, { project: "shop", limit: 100 });
  return page.items.map(({ runId, counts }) => [runId, counts.total] as const);
}

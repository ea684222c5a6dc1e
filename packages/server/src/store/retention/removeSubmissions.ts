import type { Connection } from "../connection.ts";
import { summariseSubmissions, summaryLane } from "../summarise.ts";
import type { TargetRetention } from "./expiredSubmissions.ts";
import { submissionTables } from "./submissionTables.ts";

/** Which submissions of a target to remove, all of one month. */
export interface Removal extends TargetRetention {
  readonly submissionIds: readonly string[];
}

interface TouchedRun {
  readonly view: string;
  readonly runKey: string;
  readonly left: string[];
}

/**
 * Removes everything of these submissions but what days add up to. Cut short anywhere, it is found again and finished by
 * the next call; until then no list shows half a run.
 */
export async function removeSubmissions(connection: Connection, removal: Removal): Promise<void> {
  await keepDaysAsTheyAre(connection, removal);
  await leaveRuns(connection, removal);
  for (const table of submissionTables) await deleteFrom(connection, table, removal);
}

/** Takes the submissions out of the runs, and adds up those anew that others belong to as well. */
export async function leaveRuns(connection: Connection, removal: Removal): Promise<void> {
  const { project, target, submissionIds } = removal;
  const touched = await connection.query<TouchedRun>(
    `
    SELECT
      toString(view) AS view, runKey,
      arrayFilter(submissionId -> NOT has({submissionIds:Array(String)}, submissionId), submissionIds) AS left
    FROM runs FINAL
    WHERE project = {project:String} AND target = {target:String} AND hasAny(submissionIds, {submissionIds:Array(String)})`,
    { project, target, submissionIds },
  );
  // Nothing may be added up from what is half there.
  await summaryLane(connection)(async () => {
    await deleteFrom(connection, "submissionArrivals", removal);
    for (const view of new Set(touched.map((run) => run.view))) {
      const runKeys = touched.filter((run) => run.view === view).map(({ runKey }) => runKey);
      await connection.command(
        `DELETE FROM runs
        WHERE project = {project:String} AND target = {target:String} AND view = {view:String}
          AND runKey IN {runKeys:Array(String)}`,
        { project, target, view, runKeys },
      );
    }
    await deleteFrom(connection, "submissionSummaries", removal);
    await deleteFrom(connection, "submissions", removal);
  });
  const left = [...new Set(touched.flatMap((run) => run.left))];
  if (left.length === 0) return;
  await summariseSubmissions(
    connection,
    left.map((submissionId) => ({ project, submissionId })),
  );
}

type Table = (typeof submissionTables)[number] | "submissionSummaries";

async function deleteFrom(connection: Connection, table: Table, { project, submissionIds }: Removal): Promise<void> {
  await connection.command(
    `DELETE FROM ${table} WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}`,
    { project, submissionIds },
  );
}

/** Notes that these days are not to be recomputed any more, before the first row of them goes. */
export async function keepDaysAsTheyAre(connection: Connection, removal: Removal): Promise<void> {
  const { project, target, submissionIds, retentionDays } = removal;
  await connection.command(
    `
    INSERT INTO removedDays (project, target, day, removedAt, retentionDays)
    SELECT DISTINCT {project:String}, {target:String}, toDate(submittedAt), now64(6), {retentionDays:UInt32}
    FROM submissionParts
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}`,
    { project, target, submissionIds, retentionDays },
  );
}

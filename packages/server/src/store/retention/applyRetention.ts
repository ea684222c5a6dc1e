import { insertLane } from "../apply.ts";
import type { Connection } from "../connection.ts";
import { staleDays, summariseDay } from "../summariseDay.ts";
import { type ExpiredSubmission, expiredSubmissions, type TargetRetention } from "./expiredSubmissions.ts";
import { keepDaysAsTheyAre, leaveRuns, removeSubmissions } from "./removeSubmissions.ts";
import { retainedTargets } from "./retainedTargets.ts";
import { submissionTables } from "./submissionTables.ts";

/** What a job is told: when it is, and when to stop. */
export interface RetentionJob {
  readonly now: number;
  /** Stops the job after the submissions in hand; the next one goes on. */
  readonly signal?: AbortSignal | undefined;
}

/** What a job did. */
export interface RetentionReport {
  /** How many submissions it removed. */
  readonly submissions: number;
  /** The months of which nothing was left, and which were dropped whole. */
  readonly months: readonly number[];
}

/** A batch: some submissions of one target and one month. */
interface Batch {
  readonly retention: TargetRetention;
  readonly month: number;
  readonly submissionIds: readonly string[];
}

const atOnce = 500;

/**
 * Removes the runs that are older than their targets keep them. What it does is decided from what is there, so that a job
 * that was stopped, or killed, is finished by the next one. Months of which nothing is kept are dropped, which costs
 * nothing; of others single submissions are deleted, and their space is given back as the engine merges.
 */
export async function applyRetention(connection: Connection, { now, signal }: RetentionJob): Promise<RetentionReport> {
  const batches: Batch[] = [];
  for (const retention of await retainedTargets(connection)) {
    batches.push(...batchesOf(retention, await expiredSubmissions(connection, retention, now)));
  }
  if (batches.length === 0) return { submissions: 0, months: [] };
  for (const day of await staleDays(connection)) await summariseDay(connection, day);
  const months: number[] = [];
  let submissions = 0;
  for (const month of [...new Set(batches.map((batch) => batch.month))].toSorted((a, b) => a - b)) {
    const ofMonth = batches.filter((batch) => batch.month === month);
    if (signal?.aborted) break;
    if (await dropMonth(connection, month, ofMonth)) {
      months.push(month);
      submissions += countOf(ofMonth);
    } else submissions += await removeBatches(connection, ofMonth, signal);
  }
  return { submissions, months };
}

function batchesOf(retention: TargetRetention, expired: readonly ExpiredSubmission[]): Batch[] {
  const byMonth = new Map<number, string[]>();
  for (const { month, submissionId } of expired) byMonth.set(month, [...(byMonth.get(month) ?? []), submissionId]);
  return [...byMonth].flatMap(([month, ids]) =>
    Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, index) => ({
      ...{ retention, month },
      submissionIds: ids.slice(index * atOnce, (index + 1) * atOnce),
    })),
  );
}

async function removeBatches(
  connection: Connection,
  batches: readonly Batch[],
  signal: AbortSignal | undefined,
): Promise<number> {
  let removed = 0;
  for (const { retention, submissionIds } of batches) {
    if (signal?.aborted) break;
    await removeSubmissions(connection, { ...retention, submissionIds });
    removed += submissionIds.length;
  }
  return removed;
}

/**
 * Drops a month when these batches are all that is left of it; false when something else is. Nothing is inserted
 * meanwhile: what is being sent waits in the log.
 */
function dropMonth(connection: Connection, month: number, batches: readonly Batch[]): Promise<boolean> {
  return insertLane(connection)(async () => {
    const [row] = await connection.query<{ submissions: number }>(
      "SELECT uniqExact(submissionId) AS submissions FROM submissionParts WHERE toYYYYMM(submittedAt) = {month:UInt32}",
      { month },
    );
    if (row?.submissions !== countOf(batches)) return false;
    for (const { retention, submissionIds } of batches) {
      await keepDaysAsTheyAre(connection, { ...retention, submissionIds });
      await leaveRuns(connection, { ...retention, submissionIds });
    }
    for (const table of submissionTables) {
      await connection.command(`ALTER TABLE ${table} DROP PARTITION {month:UInt32}`, { month });
    }
    return true;
  });
}

function countOf(batches: readonly Batch[]): number {
  return batches.reduce((count, { submissionIds }) => count + submissionIds.length, 0);
}

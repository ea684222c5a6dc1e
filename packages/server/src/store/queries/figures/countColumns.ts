import type { Counts } from "@backstory/model";

/** How many outcomes of each kind there are, of rows with an `outcome`. */
export const countOutcomes = `
  toUInt32(countIf(outcome = 'passed')) AS passed,
  toUInt32(countIf(outcome = 'failed')) AS failed,
  toUInt32(countIf(outcome = 'broken')) AS broken,
  toUInt32(countIf(outcome = 'skipped')) AS skipped,
  toUInt32(countIf(outcome = 'flaky')) AS flaky`;

/** How many outcomes of each kind there are, of rows `counted` that have counted theirs. */
export const sumOutcomes = `
  sum(counted.passed) AS passed,
  sum(counted.failed) AS failed,
  sum(counted.broken) AS broken,
  sum(counted.skipped) AS skipped,
  sum(counted.flaky) AS flaky`;

/** A row with {@link countOutcomes} or {@link sumOutcomes}. */
export type CountRow = Omit<Counts, "total">;

/** The outcomes of a row, and the share of them that are neither failed nor broken; null of none. */
export function outcomesOf({ passed, failed, broken, skipped, flaky }: CountRow): {
  readonly outcomes: Counts;
  readonly passRate: number | null;
} {
  const total = passed + failed + broken + skipped + flaky;
  const outcomes = { passed, failed, broken, skipped, flaky, total };
  return { outcomes, passRate: total === 0 ? null : (total - failed - broken) / total };
}

/** The median and the 90th percentile of how long complete runs took; between two ranks, on the line between them. */
export const runDurationColumns = `
  if(countIf(state = 'complete') = 0, NULL, quantileExactInclusiveIf(0.5)(toFloat64(durationMs), state = 'complete')) AS medianMs,
  if(countIf(state = 'complete') = 0, NULL, quantileExactInclusiveIf(0.9)(toFloat64(durationMs), state = 'complete')) AS p90Ms`;

/** A row with {@link runDurationColumns}. */
export interface RunDurationRow {
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
}

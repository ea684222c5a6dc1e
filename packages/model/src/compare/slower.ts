import type { Slowness } from "./changes.ts";

/**
 * When a test is called slower. All of these hold: it passed on both sides; of its passes in the `lastRuns` complete runs before, `passesBefore` are known;
 * it took `ratio` times their median; that is at least `floorMs` more; and it lies `deviation` times the usual spread
 * above what is usual, on a scale of logarithms, on which durations vary alike however long they are.
 */
export const slowerRule = { passesBefore: 5, lastRuns: 20, ratio: 1.5, floorMs: 100, deviation: 5 } as const;

// Durations that hardly vary would make any change remarkable: a spread below 5 % counts as 5 %.
const leastSpread = Math.log(1.05);

/** From the median absolute deviation to the standard deviation of what varies normally. */
const toStandardDeviation = 1.4826;

/**
 * Whether a test is slower than the durations of its last passes before explain, by {@link slowerRule}: the evidence, or
 * null when it is not. `after` are the durations of its passes after, of which the median is judged.
 */
export function slower(before: readonly number[], after: readonly number[]): Slowness | null {
  if (before.length < slowerRule.passesBefore || after.length === 0) return null;
  const durationMs = medianOf(after);
  const medianMs = medianOf(before);
  if (durationMs - medianMs < slowerRule.floorMs || durationMs < slowerRule.ratio * medianMs) return null;
  const usual = Math.log(atLeast(medianMs));
  const spread =
    toStandardDeviation * medianOf(before.map((duration) => Math.abs(Math.log(atLeast(duration)) - usual)));
  const deviation = (Math.log(atLeast(durationMs)) - usual) / Math.max(spread, leastSpread);
  if (deviation < slowerRule.deviation) return null;
  return { durationMs, medianMs, passes: before.length, ratio: durationMs / atLeast(medianMs), deviation };
}

/** Below a millisecond clocks, not tests, are measured; and zero has no logarithm. */
function atLeast(durationMs: number): number {
  return Math.max(1, durationMs);
}

/** The middle of some numbers, or the mean of the two in the middle. Of none it is NaN. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

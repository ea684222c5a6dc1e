import { z } from "zod";
import { count, time } from "./fields.ts";

/** How often a target reported within {@link silenceRule}`.lookBackMs`. */
export interface Rhythm {
  readonly runs: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** The longest times between two runs, in milliseconds, longest first; two are enough. */
  readonly longestGapsMs: readonly number[];
}

/** A target that reports no more, and why we think so: it was silent for `silentMs`, longer than `limitMs`. */
export const silenceSchema = z.object({
  runs: count,
  lastAt: time,
  silentMs: z.number(),
  /** The longest silence that is usual: the second longest of the last eight weeks, so that one holiday is none. */
  usualMs: z.number(),
  limitMs: z.number(),
});

/** A target that reports no more, and why we think so. */
export type Silence = z.infer<typeof silenceSchema>;

const day = 86_400_000;

/**
 * When a target counts as silent: after `times` its usual silence, a day at least. A rhythm is known of a target with
 * `leastRuns` over `leastMs`; what has not run for `lookBackMs` was retired.
 */
export const silenceRule = {
  times: 1.5,
  leastRuns: 5,
  leastMs: 3 * day,
  leastSilentMs: day,
  lookBackMs: 56 * day,
} as const;

/** Whether a target has stopped reporting, against its own rhythm; null while it has not, or its rhythm is not known. */
export function silenceOf({ runs, firstAt, lastAt, longestGapsMs }: Rhythm, now: number): Silence | null {
  const { times, leastRuns, leastMs, leastSilentMs } = silenceRule;
  const usualMs = longestGapsMs[1] ?? longestGapsMs[0] ?? 0;
  const silentMs = now - Date.parse(lastAt);
  const limitMs = Math.max(times * usualMs, leastSilentMs);
  const isKnown = runs >= leastRuns && Date.parse(lastAt) - Date.parse(firstAt) >= leastMs;
  return isKnown && silentMs > limitMs ? { runs, lastAt, silentMs, usualMs, limitMs } : null;
}

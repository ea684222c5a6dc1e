import { z } from "zod";
import { count, slug, time } from "./fields.ts";
import { churnSchema } from "./identity/churn.ts";
import { silenceSchema } from "./silence.ts";

/**
 * How far the clock of a machine is from the server's, as far as its submissions tell: `ahead` is certain, since nothing
 * is received before it ended; `behind` may also be submissions that are always sent late.
 */
export const clockSkewSchema = z.object({
  project: slug,
  target: slug,
  host: z.string(),
  direction: z.enum(["ahead", "behind"]),
  skewMs: z.number(),
  submissions: count,
  lastAt: time,
});

/** How far the clock of a machine is from the server's. */
export type ClockSkew = z.infer<typeof clockSkewSchema>;

/** From how far on a clock is told: a second of the way lies between sending and receiving. */
export const clockRule = { aheadMs: 5_000, behindMs: 120_000, leastBehind: 3 } as const;

/** A line that could not be read, with where it came from. */
export const refusedUploadSchema = z.object({
  project: slug,
  target: slug,
  runId: z.string(),
  submissionId: z.string(),
  /** Its number in the submission, from 1. */
  line: z.int(),
  reason: z.string(),
  /** How it began. */
  text: z.string(),
  at: time,
});

/** A line that could not be read. */
export type RefusedUpload = z.infer<typeof refusedUploadSchema>;

/** How a target reports. */
export const targetUploadsSchema = z.object({
  project: slug,
  target: slug,
  submissions: count,
  lastAt: time.nullable(),
  /** Submissions without an end, of which nothing came for ten minutes. */
  withoutEnd: count,
  refusedLines: count,
  /** When it has stopped reporting. */
  silence: silenceSchema.nullable(),
});

/** How a target reports. */
export type TargetUploads = z.infer<typeof targetUploadsSchema>;

/** Whether what recorders send arrives whole and in time, over so many days. */
export const uploadHealthSchema = z.object({
  days: count,
  targets: z.array(targetUploadsSchema),
  /** Lines that could not be read, newest submission first; `items` are at most 200. */
  refused: z.object({ lines: count, items: z.array(refusedUploadSchema) }),
  clocks: z.array(clockSkewSchema),
  /** Tests whose names are new in every run. */
  churn: z.array(churnSchema),
});

/** Whether what recorders send arrives whole and in time. */
export type UploadHealth = z.infer<typeof uploadHealthSchema>;

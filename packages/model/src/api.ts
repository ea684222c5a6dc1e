import { z } from "zod";
import { count, slug, time } from "./fields.ts";
import { runSchema } from "./run.ts";

/** One page of a list: `nextCursor` leads to the next one and is null on the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** One page of a list. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** What one team tests together. */
export const projectSchema = z.object({
  project: slug,
  targets: count,
  tests: count,
  lastRunAt: time.nullable(),
});

/** What one team tests together. */
export type Project = z.infer<typeof projectSchema>;

/** One test job in one environment, with its newest runs, newest first, at most 30. */
export const targetSchema = z.object({
  project: slug,
  target: slug,
  recentRuns: z.array(runSchema.pick({ runId: true, status: true, state: true, startedAt: true, counts: true })),
});

/** One test job in one environment. */
export type Target = z.infer<typeof targetSchema>;

/** An ingest token as lists show it: its first characters, never the whole. */
export const tokenSchema = z.object({
  tokenId: z.string(),
  project: slug,
  target: slug,
  name: z.string(),
  prefix: z.string(),
  createdAt: time,
  revokedAt: time.nullable(),
});

/** An ingest token as lists show it. */
export type Token = z.infer<typeof tokenSchema>;

/** A token at the one moment when its secret is shown. */
export const newTokenSchema = tokenSchema.extend({ secret: z.string() });

/** A token at the one moment when its secret is shown. */
export type NewToken = z.infer<typeof newTokenSchema>;

/** The answer to a part of a submission: what was kept, and each line that was not, by its number from 1. */
export const partAnswerSchema = z.object({
  submissionId: z.string(),
  /** The offset that the next part begins at: how many lines of the submission have been taken. */
  nextOffset: count,
  accepted: count,
  refused: z.array(z.object({ line: count, reason: z.string() })),
});

/** The answer to a part of a submission. */
export type PartAnswer = z.infer<typeof partAnswerSchema>;

/** What `/live` tells: a run began, grew or ended. */
export const liveEventSchema = z.object({
  type: z.enum(["began", "grew", "ended"]),
  project: slug,
  target: slug,
  runId: z.string(),
});

/** What `/live` tells. */
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** How a run's results can be sorted: failures first, by suite and name, or slowest first. */
export const resultSortSchema = z.enum(["failures", "name", "duration"]);

/** How a run's results can be sorted. */
export type ResultSort = z.infer<typeof resultSortSchema>;

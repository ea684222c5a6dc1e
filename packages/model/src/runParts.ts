import { z } from "zod";
import { countsSchema } from "./run.ts";
import { statusSchema } from "./status.ts";

const count = z.int().min(0);

/** What the results of a run can be grouped by; `submission` are its shards and reruns, `label` needs the name of one. */
export const groupKindSchema = z.enum(["suite", "family", "worker", "submission", "label"]);

/** What the results of a run can be grouped by. */
export type GroupKind = z.infer<typeof groupKindSchema>;

/**
 * The results of a run that belong together. `group` names them in `GET /api/v1/runs/{runId}/results?group=`; `name` is
 * what people call them, empty for those without a suite, worker or label. A test with two values of a label is in both groups.
 */
export const resultGroupSchema = z.object({
  group: z.string(),
  name: z.string(),
  counts: countsSchema,
  /** What its results took together. */
  durationMs: z.number(),
});

/** The results of a run that belong together. */
export type ResultGroup = z.infer<typeof resultGroupSchema>;

/** The groups of a run, those that fail first, at most 5,000 of `total`; `labelNames` are all labels that its tests have. */
export const resultGroupsSchema = z.object({
  items: z.array(resultGroupSchema),
  total: count,
  labelNames: z.array(z.string()),
});

/** The groups of a run. */
export type ResultGroups = z.infer<typeof resultGroupsSchema>;

/**
 * When which attempt ran where, the longest 50,000 of `total`. A lane is one worker of one submission. Each attempt is
 * `[lane, test, startMs, durationMs, status, attempt]`: numbers of `lanes` and `tests`, and milliseconds after `startedAt`.
 */
export const runTimelineSchema = z.object({
  startedAt: z.string(),
  durationMs: z.number(),
  total: count,
  lanes: z.array(z.object({ submissionId: z.string(), worker: z.string() })),
  tests: z.array(z.object({ testId: z.string(), name: z.string(), suite: z.string() })),
  attempts: z.array(z.tuple([count, count, z.number(), z.number(), statusSchema, count])),
});

/** When which attempt of a run ran where. */
export type RunTimeline = z.infer<typeof runTimelineSchema>;

/** A file of a run. `test` left it behind; null: it belongs to the build. */
export const runAttachmentSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  test: z
    .object({ testId: z.string(), name: z.string(), suite: z.string(), attempt: count, status: statusSchema })
    .nullable(),
});

/** A file of a run. */
export type RunAttachment = z.infer<typeof runAttachmentSchema>;

/** The files of a run, those of the build first, at most 1,000 of `total`. */
export const runAttachmentsSchema = z.object({ items: z.array(runAttachmentSchema), total: count });

/** The files of a run. */
export type RunAttachments = z.infer<typeof runAttachmentsSchema>;

import { z } from "zod";
import { count, digestId, slug, time } from "./fields.ts";
import { phaseSchema } from "./resultRecord.ts";
import { overrideSchema, runReferenceSchema, testNameSchema } from "./run.ts";
import { outcomeSchema, statusSchema } from "./status.ts";
import { assignmentSchema } from "./testFacts.ts";

/** A test and where it stands now. */
export const testSchema = testNameSchema.extend({
  project: slug,
  familyId: digestId,
  firstSeenAt: time,
  lastSeenAt: time,
  lastOutcome: outcomeSchema,
});

/** A test and where it stands now. */
export type Test = z.infer<typeof testSchema>;

/**
 * Since when a test fails: the first failing run after the last pass, the run of that last pass (null when it never
 * passed), and in how many runs it has failed since. Judged over complete runs of one target and branch.
 */
export const failingSinceSchema = z.object({
  firstFailure: runReferenceSchema,
  lastPass: runReferenceSchema.nullable(),
  runs: count,
});

/** Since when a test fails. */
export type FailingSince = z.infer<typeof failingSinceSchema>;

/**
 * One captured attempt of one test in one run, whole. Texts are empty when there was none. `failure` is why it did not
 * pass: of a skipped attempt, the reason.
 */
export const attemptSchema = z.object({
  submissionId: z.string(),
  resultId: z.string(),
  attempt: count,
  status: statusSchema,
  rawStatus: z.string(),
  startedAt: time,
  durationMs: z.number(),
  worker: z.string(),
  phases: z.array(phaseSchema),
  failure: z.object({ type: z.string(), message: z.string(), trace: z.string(), fingerprint: digestId }).nullable(),
  description: z.string(),
  stdout: z.string(),
  stderr: z.string(),
  log: z.string(),
  labels: z.record(z.string(), z.array(z.string())),
  properties: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), z.number()),
  links: z.array(z.looseObject({ url: z.string() })),
  steps: z.array(z.json()),
  subtests: z.array(z.json()),
  events: z.array(z.object({ seq: count, name: z.string(), payload: z.string(), at: time })),
  attachments: z.array(
    z.object({ name: z.string(), mediaType: z.string(), sizeBytes: z.number(), sha256: z.string() }),
  ),
});

/** One captured attempt of one test in one run, whole. */
export type Attempt = z.infer<typeof attemptSchema>;

/**
 * How one test ended in one run, with every attempt, first to last; `override` is what a person said it to be. `command`
 * runs the test alone with the runner that had it; null when that is not known.
 */
export const resultDetailSchema = testNameSchema.extend({
  run: runReferenceSchema,
  outcome: outcomeSchema,
  executions: count,
  command: z.string().nullable(),
  override: overrideSchema.nullable(),
  /** Who is on the test, as long as that is open. */
  assignment: assignmentSchema.nullable(),
  attempts: z.array(attemptSchema),
});

/** How one test ended in one run, with every attempt. */
export type ResultDetail = z.infer<typeof resultDetailSchema>;

/** A test with its story in short. `lastFailure` is the newest failing run, wherever it was; `assignment` is open, or null. */
export const testDetailSchema = testSchema.extend({
  failingSince: failingSinceSchema.nullable(),
  assignment: assignmentSchema.nullable(),
  lastFailure: z
    .object({
      run: runReferenceSchema,
      attempt: count,
      type: z.string(),
      message: z.string(),
      trace: z.string(),
      fingerprint: digestId,
    })
    .nullable(),
});

/** A test with its story in short. */
export type TestDetail = z.infer<typeof testDetailSchema>;

/**
 * One run in the history of a test, newest first in lists. `message` is the first line of the failure, or empty; `testId`
 * and `params` are those that the test had then, before a rename; `metrics` are those of the last attempt.
 */
export const historyEntrySchema = z.object({
  run: runReferenceSchema,
  target: slug,
  testId: digestId,
  params: z.record(z.string(), z.json()),
  variant: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), z.number()),
  outcome: outcomeSchema,
  rawStatus: z.string(),
  attempts: count,
  startedAt: time,
  durationMs: z.number(),
  message: z.string(),
  fingerprint: digestId.nullable(),
});

/** One run in the history of a test. */
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/**
 * How a test ended in one run, with the status and the worker of each attempt, first to last. `testId` is its newest id;
 * `params` and `variant` tell the cells of a family and of different runs apart.
 */
export const historyCellSchema = z.object({
  run: runReferenceSchema,
  target: slug,
  testId: digestId,
  params: z.record(z.string(), z.json()),
  variant: z.record(z.string(), z.string()),
  outcome: outcomeSchema,
  attempts: z.array(z.object({ status: statusSchema, worker: z.string() })),
});

/** How a test ended in one run, attempt by attempt. */
export type HistoryCell = z.infer<typeof historyCellSchema>;

import { z } from "zod";
import { count, digestId, labels, slug, time, word } from "./fields.ts";
import { outcomeSchema } from "./status.ts";
import { buildSchema, ciSchema, gitSchema, hostSchema, submissionRecord } from "./submissionRecord.ts";

/** How many tests of a run had which outcome; `total` is their sum. */
export const countsSchema = z.object({
  passed: count,
  failed: count,
  broken: count,
  skipped: count,
  flaky: count,
  total: count,
});

/** How many tests of a run had which outcome. */
export type Counts = z.infer<typeof countsSchema>;

/**
 * Whether a run has ended: `running` while records come in, `complete` once every submission has its end record,
 * `incomplete` when none came for {@link staleAfterMs} without one.
 */
export const runStateSchema = z.enum(["running", "complete", "incomplete"]);

/** Whether a run has ended. */
export type RunState = z.infer<typeof runStateSchema>;

/** After how many milliseconds without a new record a submission without an end counts as incomplete. */
export const staleAfterMs = 10 * 60_000;

/** What a run adds up to: `failed` if any test failed or was broken or an error stands, `empty` without any result. */
export const runStatusSchema = z.enum(["passed", "failed", "empty"]);

/** What a run adds up to. */
export type RunStatus = z.infer<typeof runStatusSchema>;

/** One execution of a suite on one build. `durationMs` is from its start to its end, or to its last record. */
export const runSchema = z.object({
  runId: z.string(),
  project: slug,
  target: slug,
  state: runStateSchema,
  status: runStatusSchema,
  counts: countsSchema,
  errors: count,
  expectedTests: count.nullable(),
  startedAt: time,
  finishedAt: time.nullable(),
  durationMs: z.number(),
  runner: submissionRecord.shape.runner,
  recorder: submissionRecord.shape.recorder,
  branch: word,
  commit: word,
  build: buildSchema,
  git: gitSchema,
  ci: ciSchema.partial(),
  host: hostSchema,
  variant: z.record(z.string(), z.string()),
  labels: labels,
  exitStatus: z.int().nullable(),
});

/** One execution of a suite on one build. */
export type Run = z.infer<typeof runSchema>;

/** What went wrong outside the tests of a run. */
export const runErrorSchema = z.object({ where: z.string(), message: z.string(), trace: z.string() });

/** A line of a submission that could not be read: its number from 1, why, and how it began. */
export const refusedLineSchema = z.object({ line: z.int(), reason: z.string(), text: z.string() });

/** A run with what only its own page shows. */
export const runDetailSchema = runSchema.extend({
  submissions: z.array(z.string()),
  errorRecords: z.array(runErrorSchema),
  refusedLines: z.array(refusedLineSchema),
});

/** A run with what only its own page shows. */
export type RunDetail = z.infer<typeof runDetailSchema>;

/** Where a run stands in the life of a test: enough to name it and link to it. */
export const runReferenceSchema = z.object({
  runId: z.string(),
  startedAt: time,
  branch: word,
  commit: word,
  buildName: word,
});

/** Where a run stands in the life of a test. */
export type RunReference = z.infer<typeof runReferenceSchema>;

/** What names a test, as lists show it. `displayName` is its title; `file` and `line` (0: unknown) say where it stands. */
export const testNameSchema = z.object({
  testId: digestId,
  suite: z.string(),
  name: z.string(),
  displayName: z.string(),
  params: z.record(z.string(), z.json()),
  file: z.string(),
  line: count,
});

/** How one test ended in one run. `attempts` is how many there were; `failure` that of the last failing attempt. */
export const runResultSchema = testNameSchema.extend({
  outcome: outcomeSchema,
  rawStatus: z.string(),
  attempts: count,
  startedAt: time,
  durationMs: z.number(),
  failure: z.object({ type: z.string(), message: z.string(), fingerprint: digestId }).nullable(),
});

/** How one test ended in one run. */
export type RunResult = z.infer<typeof runResultSchema>;

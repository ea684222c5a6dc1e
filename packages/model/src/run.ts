import { z } from "zod";
import { count, digestId, labels, slug, time, word } from "./fields.ts";
import { outcomeSchema, statusSchema } from "./status.ts";
import { buildSchema, ciSchema, gitSchema, hostSchema, selectionSchema, submissionRecord } from "./submissionRecord.ts";
import { assignmentSchema } from "./testFacts.ts";

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
 * Whether a run has ended: `complete` once everything that it lets expect is there. Else it is `running` while something
 * may still come, and `incomplete` when nothing came for {@link staleAfterMs}, or all of it did and results lack.
 */
export const runStateSchema = z.enum(["running", "complete", "incomplete"]);

/** Whether a run has ended. */
export type RunState = z.infer<typeof runStateSchema>;

/**
 * Why a run is incomplete: a submission has no end record, a shard of the total that others name never came, or a
 * submission ended with fewer results than it had said to expect.
 */
export const incompleteReasonSchema = z.enum(["no-end", "shard-lost", "fewer-results"]);

/** Why a run is incomplete. */
export type IncompleteReason = z.infer<typeof incompleteReasonSchema>;

/** After how many milliseconds without a new record a submission without an end counts as incomplete. */
export const staleAfterMs = 10 * 60_000;

/**
 * Which submissions are one run: `separate`, each with its reruns; `appended`, all of one build, of whose results for a
 * test the worst counts; `replaced`, all of one build, of whose results for a test the last counts.
 */
export const runViewSchema = z.enum(["separate", "appended", "replaced"]);

/** Which submissions are one run. */
export type RunView = z.infer<typeof runViewSchema>;

/** What a run adds up to: `failed` if any test failed or was broken or an error stands, `empty` without any result. */
export const runStatusSchema = z.enum(["passed", "failed", "empty"]);

/** What a run adds up to. */
export type RunStatus = z.infer<typeof runStatusSchema>;

/**
 * One execution of a suite on one build, from as many submissions as `submissionCount`. `executions` is how often tests
 * were executed, those that were executed twice counted twice. `durationMs` is from its start to its end, or to its
 * last record.
 */
export const runSchema = z.object({
  runId: z.string(),
  project: slug,
  target: slug,
  state: runStateSchema,
  status: runStatusSchema,
  /** Why it is incomplete; empty unless it is. */
  incompleteBecause: z.array(incompleteReasonSchema),
  /** It is kept, however old it becomes. */
  pinned: z.boolean(),
  submissionCount: count,
  counts: countsSchema,
  executions: count,
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

/**
 * One submission of a run, with what it adds up to alone. `executionId` is the submission with which its execution
 * began: itself, or the one that it reruns, or the first of the shards that it belongs to.
 */
export const runSubmissionSchema = z.object({
  submissionId: z.string(),
  executionId: z.string(),
  rerun: z.boolean(),
  shard: z.object({ index: count, total: count }).nullable(),
  selection: selectionSchema,
  state: runStateSchema,
  incompleteBecause: z.array(incompleteReasonSchema),
  counts: countsSchema,
  errors: count,
  expectedTests: count.nullable(),
  startedAt: time,
  finishedAt: time.nullable(),
  runner: submissionRecord.shape.runner,
  host: hostSchema,
});

/** One submission of a run. */
export type RunSubmission = z.infer<typeof runSubmissionSchema>;

/** How a person corrected the result of a test, why, and who that was as far as it is known. */
export const overrideSchema = z.object({ status: statusSchema, reason: z.string(), by: z.string(), at: time });

/** How a person corrected the result of a test. */
export type Override = z.infer<typeof overrideSchema>;

/** A run with what only its own page shows. */
export const runDetailSchema = runSchema.extend({
  view: runViewSchema,
  submissions: z.array(runSubmissionSchema),
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

/**
 * How one test ended in one run. `attempts` is how many there were; `failure` that of the last failing attempt;
 * `override` what a person said it to be, which then is its outcome.
 */
export const runResultSchema = testNameSchema.extend({
  outcome: outcomeSchema,
  rawStatus: z.string(),
  attempts: count,
  startedAt: time,
  durationMs: z.number(),
  failure: z.object({ type: z.string(), message: z.string(), fingerprint: digestId }).nullable(),
  override: overrideSchema.nullable(),
  /** The custom fields that the target's settings name as columns, by their names. */
  columns: z.record(z.string(), z.string()),
  /** Who is on the test, as long as that is open; it may have been assigned in any run. */
  assignment: assignmentSchema.nullable(),
});

/** How one test ended in one run. */
export type RunResult = z.infer<typeof runResultSchema>;

import { z } from "zod";
import { count, digestId, slug, time } from "../fields.ts";
import { runReferenceSchema, runStateSchema, testNameSchema } from "../run.ts";
import { outcomeSchema } from "../status.ts";

/**
 * What can have become of a test between two sides, in the order in which people want to know it. A test can be in
 * several: one that fails with another failure is in `stillFailing` and in `failingDifferently`.
 *
 * - `newlyFailing`: fails after, did not before (it passed, was skipped, or was not there).
 * - `failingDifferently`: fails on both sides, and no failure after has the fingerprint of one before.
 * - `stillFailing`: fails on both sides.
 * - `worse`, `better`: over several runs a side, fails more or less often than chance explains.
 * - `flaky`: failed and then passed, in a run after.
 * - `slower`: took longer than its last passes explain.
 * - `fixed`: failed before; after, it passes and nothing of it failed. Said of complete runs only.
 * - `added`: was not there before. Said when the runs before are complete.
 * - `missing`: was there before and is not after, in complete runs: `removed`, or `deselected`.
 * - `unreported`: was there before, and the runs after are not complete: nothing is said about it.
 * - `skippedNow`: is only skipped after, and was not before.
 */
export const changeClasses = [
  "newlyFailing",
  "failingDifferently",
  "stillFailing",
  "worse",
  "flaky",
  "slower",
  "fixed",
  "better",
  "added",
  "missing",
  "unreported",
  "skippedNow",
] as const;

/** One of {@link changeClasses}, checked. */
export const changeClassSchema = z.enum(changeClasses);

/** What can have become of a test between two sides. */
export type ChangeClass = z.infer<typeof changeClassSchema>;

/** Why a test that was there before is not there after. */
const absenceReasonSchema = z.enum(["removed", "deselected", "shard-lost", "incomplete"]);

/** Why a test that was there before is not there after. */
export type AbsenceReason = z.infer<typeof absenceReasonSchema>;

/** The runs of one side of a comparison, newest first. `isComplete`: every one of them is. */
const comparedSideSchema = z.object({
  /** The selector that named them, as it was understood. */
  selector: z.string(),
  runs: z.array(runReferenceSchema.extend({ target: slug, state: runStateSchema })),
  isComplete: z.boolean(),
});

/** The runs of one side of a comparison. */
export type ComparedSide = z.infer<typeof comparedSideSchema>;

/** How one test ended in the runs of one side: in how many it had which outcome, `failing` is failed or broken. */
const sideResultSchema = z.object({
  runs: count,
  passed: count,
  failing: count,
  flaky: count,
  skipped: count,
  /** In the newest run of the side that had the test; null when none had. */
  outcome: outcomeSchema.nullable(),
  /** The median of the durations of its passes; null when it never passed. */
  medianMs: z.number().nullable(),
  /** Of the newest run in which an attempt failed, forgiven or not; null when none did. `message` is cut at 2,000 characters. */
  failure: z.object({ type: z.string(), message: z.string(), fingerprint: digestId }).nullable(),
});

/** How one test ended in the runs of one side. */
export type SideResult = z.infer<typeof sideResultSchema>;

/** Why a test is called slower: all that the rule looked at. */
const slownessSchema = z.object({
  /** What it took after: of one run, or the median of several. */
  durationMs: z.number(),
  /** The median of its passes before. */
  medianMs: z.number(),
  /** How many passes before were looked at. */
  passes: count,
  /** `durationMs` over `medianMs`. */
  ratio: z.number(),
  /** How many times the usual spread it lies above what is usual. */
  deviation: z.number(),
});

/** Why a test is called slower. */
export type Slowness = z.infer<typeof slownessSchema>;

/** One test that changed, with the evidence. */
const changeSchema = testNameSchema.extend({
  before: sideResultSchema,
  after: sideResultSchema,
  /** Of a failing test: the first failing run after its last pass on the target and branch of the newest run after. */
  since: z
    .object({ firstFailure: runReferenceSchema, lastPass: runReferenceSchema.nullable(), runs: count })
    .nullable(),
  absence: absenceReasonSchema.nullable(),
  slowness: slownessSchema.nullable(),
  /** Fisher's exact test over failing and other runs of both sides, two-sided; null when one side did not run it. */
  p: z.number().nullable(),
  /** `p` corrected for how many tests were looked at (Benjamini–Hochberg). */
  q: z.number().nullable(),
});

/** One test that changed, with the evidence. */
export type Change = z.infer<typeof changeSchema>;

/** One class of changes: how many tests it has, and one page of them. */
const changeListSchema = z.object({
  class: changeClassSchema,
  tests: count,
  items: z.array(changeSchema),
  nextCursor: z.string().nullable(),
});

/** One class of changes. */
export type ChangeList = z.infer<typeof changeListSchema>;

/** How `before` was chosen: as asked, or the newest complete run before of the same branch, or of the default branch. */
const baseChoiceSchema = z.enum(["asked", "previous-on-branch", "previous-on-default-branch"]);

/** How `before` was chosen. */
export type BaseChoice = z.infer<typeof baseChoiceSchema>;

/**
 * What changed between two sides. `before` is null when there was nothing to compare with, and every list is then empty.
 * `lists` are all classes in their order, each with its first items, or the one class that was asked for.
 */
export const changesSchema = z.object({
  project: slug,
  before: comparedSideSchema.extend({ choice: baseChoiceSchema }).nullable(),
  after: comparedSideSchema,
  /** How many tests were on either side. */
  tests: count,
  /** How many tests went from which outcome to which; null: not there. Only when both sides are one run. */
  transitions: z.array(z.object({ before: outcomeSchema.nullable(), after: outcomeSchema.nullable(), tests: count })),
  counts: z.record(changeClassSchema, count),
  lists: z.array(changeListSchema),
  /** Up to when submissions counted; null: all. */
  asof: time.nullable(),
});

/** What changed between two sides. */
export type Changes = z.infer<typeof changesSchema>;

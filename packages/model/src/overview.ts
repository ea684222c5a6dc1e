import { z } from "zod";
import { failingTestSchema } from "./failingTest.ts";
import { count, slug, time, word } from "./fields.ts";
import { runReferenceSchema, runSchema } from "./run.ts";
import { silenceSchema } from "./silence.ts";
import { assignmentSchema } from "./testFacts.ts";

/** For how long after its first failure a test counts as newly failing. */
export const newlyFailingMs = 86_400_000;

/** A run as the strip of its target shows it. */
const stripRunSchema = runSchema
  .pick({ runId: true, status: true, state: true, startedAt: true, durationMs: true, branch: true, commit: true })
  .extend({ buildName: word, counts: runSchema.shape.counts, errors: count });

/** A target with what one wants to see of it first: its newest runs, newest first, and its days in UTC, oldest first. */
export const targetOverviewSchema = z.object({
  project: slug,
  target: slug,
  /** The targets of one group stand together. */
  group: z.string(),
  /** At most 30. */
  recentRuns: z.array(stripRunSchema),
  /** The last 30 days on which a run began: the share of results that did not fail, and the median of complete runs. */
  days: z.array(
    z.object({ day: z.string(), runs: count, passRate: z.number().nullable(), medianMs: z.number().nullable() }),
  ),
  /** When it has stopped reporting. */
  silence: silenceSchema.nullable(),
});

/** A target with what one wants to see of it first. */
export type TargetOverview = z.infer<typeof targetOverviewSchema>;

/** A failing test with who is on it; `assignment` is null while nobody is. */
export const needyTestSchema = failingTestSchema.extend({ assignment: assignmentSchema.nullable() });

/** A failing test with who is on it. */
export type NeedyTest = z.infer<typeof needyTestSchema>;

/** Tests of a target and branch that began to fail in one run: how many, how many nobody is on, and three at most of them. */
export const failingTogetherSchema = z.object({
  project: slug,
  target: slug,
  branch: word,
  firstFailure: runReferenceSchema,
  tests: count,
  unassigned: count,
  /** They began to fail within {@link newlyFailingMs}. */
  isNew: z.boolean(),
  examples: z.array(needyTestSchema),
});

/** Tests of a target and branch that began to fail in one run. */
export type FailingTogether = z.infer<typeof failingTogetherSchema>;

/** The lines of a run that were refused: how many, and why the first of them was. */
export const refusedRunSchema = z.object({
  project: slug,
  target: slug,
  runId: z.string(),
  lines: count,
  reason: z.string(),
  at: time,
});

/** The lines of a run that were refused. */
export type RefusedRun = z.infer<typeof refusedRunSchema>;

/** All targets at a glance, and what needs a person. */
export const overviewSchema = z.object({
  /** The moment that it tells of. */
  at: time,
  targets: z.array(targetOverviewSchema),
  /** Tests that fail on default branches; in `items`, at most 50, those that nobody is on come first, new ones before old. */
  failing: z.object({ total: count, new: count, unassigned: count, items: z.array(failingTogetherSchema) }),
  /** Runs of the last seven days with lines that could not be read, at most 20, newest first. */
  refused: z.object({ lines: count, items: z.array(refusedRunSchema) }),
});

/** All targets at a glance, and what needs a person. */
export type Overview = z.infer<typeof overviewSchema>;

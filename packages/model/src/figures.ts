import { z } from "zod";
import { count, slug, time, word } from "./fields.ts";
import { countsSchema, runReferenceSchema, runSchema, runStateSchema, runStatusSchema, testNameSchema } from "./run.ts";
import { outcomeSchema } from "./status.ts";

/**
 * The share of outcomes that are neither failed nor broken, from 0 to 1: skipped is not failed, and flaky passed in the
 * end. Null when there is no outcome.
 */
const passRateSchema = z.number().min(0).max(1).nullable();

/** A share from 0 to 1; null of nothing. */
const shareSchema = z.number().min(0).max(1).nullable();

/** Which time the figures are about: runs begun from `since` up to, not at, `until`. */
const figureSpanSchema = z.object({ since: time, until: time });

/** A middle and a tail of durations; null when there are none. */
const durationFiguresSchema = z.object({
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
});

/** The figures that one looks at first. */
export const overviewFiguresSchema = figureSpanSchema.extend({
  runs: count,
  tests: count,
  outcomes: countsSchema,
  passRate: passRateSchema,
  /** How many tests were flaky in at least one run, and their share of all tests. */
  flakyTests: count,
  flakyShare: shareSchema,
  /** From the start of a run to its end. */
  runDuration: durationFiguresSchema,
});

/** The figures that one looks at first. */
export type OverviewFigures = z.infer<typeof overviewFiguresSchema>;

const countedRunSchema = runReferenceSchema.extend({
  target: slug,
  state: runStateSchema,
  status: runStatusSchema,
  outcomes: countsSchema,
  passRate: passRateSchema,
  durationMs: z.number(),
});

/** Runs as bars, newest first, with what they add up to. */
export const runFiguresSchema = figureSpanSchema.extend({
  runs: count,
  byStatus: z.object({ passed: count, failed: count, empty: count }),
  byState: z.object({ running: count, complete: count, incomplete: count }),
  runDuration: durationFiguresSchema,
  items: z.array(countedRunSchema),
});

/** Runs as bars, newest first. */
export type RunFigures = z.infer<typeof runFiguresSchema>;

/** The slowest tests by their passes. */
export const slowestFiguresSchema = figureSpanSchema.extend({
  items: z.array(testNameSchema.extend({ passes: count, p50Ms: z.number(), p95Ms: z.number() })),
});

/** The slowest tests. */
export type SlowestFigures = z.infer<typeof slowestFiguresSchema>;

/** The tests that failed and then passed within a run, by the share of their runs. */
export const flakyFiguresSchema = figureSpanSchema.extend({
  items: z.array(testNameSchema.extend({ runs: count, flakyRuns: count, flakyRate: z.number() })),
});

/** The tests that are flaky within runs. */
export type FlakyFigures = z.infer<typeof flakyFiguresSchema>;

/** The tests that pass in some runs and fail in others; skipped runs are left out. */
export const crossRunFlakyFiguresSchema = figureSpanSchema.extend({
  items: z.array(testNameSchema.extend({ runs: count, passes: count, fails: count, failRate: z.number() })),
});

/** The tests that pass in some runs and fail in others. */
export type CrossRunFlakyFigures = z.infer<typeof crossRunFlakyFiguresSchema>;

const groupFigures = { runs: count, outcomes: countsSchema, passRate: passRateSchema, lastRunAt: time };

/** Branches, the one that ran last first. */
export const branchFiguresSchema = figureSpanSchema.extend({
  items: z.array(z.object({ branch: word, ...groupFigures })),
});

/** Figures by branch. */
export type BranchFigures = z.infer<typeof branchFiguresSchema>;

/** The values of one label of tests or runs, the most failing first. A test with several values counts in each. */
export const labelFiguresSchema = figureSpanSchema.extend({
  /** Which label; null when none was asked for, and `keys` then says which there are. */
  key: word.nullable(),
  keys: z.array(word),
  items: z.array(z.object({ value: word, tests: count, ...groupFigures })),
});

/** Figures by label. */
export type LabelFigures = z.infer<typeof labelFiguresSchema>;

/** Pipelines, newest first: the runs of one job of a CI service, or one run made elsewhere. */
export const pipelineFiguresSchema = figureSpanSchema.extend({
  items: z.array(
    z.object({
      /** `provider #id`, or `local`. */
      pipeline: z.string(),
      provider: word,
      ciRunId: word,
      runUrl: word,
      runIds: z.array(z.string()),
      branch: word,
      commit: word,
      startedAt: time,
      durationMs: z.number(),
      outcomes: countsSchema,
      passRate: passRateSchema,
    }),
  ),
});

/** Figures by pipeline. */
export type PipelineFigures = z.infer<typeof pipelineFiguresSchema>;

/** Days in UTC, oldest first; days without a run are left out. */
export const trendFiguresSchema = figureSpanSchema.extend({
  items: z.array(
    z.object({
      day: z.iso.date(),
      runs: count,
      outcomes: countsSchema,
      passRate: passRateSchema,
      runDuration: durationFiguresSchema,
    }),
  ),
});

/** Figures by day. */
export type TrendFigures = z.infer<typeof trendFiguresSchema>;

/** What one test did. */
export const testFiguresSchema = figureSpanSchema.extend({
  testId: z.string(),
  runs: count,
  outcomes: countsSchema,
  passRate: passRateSchema,
  /** Of its passes. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  /** Newest first: what it did in each run, at most 100. */
  recentRuns: z.array(
    z.object({
      run: runReferenceSchema,
      target: slug,
      outcome: outcomeSchema,
      attempts: count,
      durationMs: z.number(),
      worker: word,
      pipeline: z.string(),
    }),
  ),
  /** Oldest first, at most 500: how long its passes took. */
  durations: z.array(z.object({ runId: z.string(), startedAt: time, durationMs: z.number() })),
  /** The branch that fails most first, at most 20; skipped runs are left out. */
  branches: z.array(z.object({ branch: word, runs: count, fails: count, failRate: z.number() })),
  /** Newest first, at most 200, each with how the test ended in that run. */
  events: z.array(
    z.object({ runId: z.string(), name: z.string(), payload: z.string(), at: time, outcome: outcomeSchema }),
  ),
});

/** What one test did. */
export type TestFigures = z.infer<typeof testFiguresSchema>;

/** Every target with its last run and the one before it on the same branch; `lastRun` is null when it never ran. */
export const summarySchema = z.object({
  items: z.array(
    z.object({
      project: slug,
      target: slug,
      lastRun: runSchema.nullable(),
      passRate: passRateSchema,
      previousStatus: runStatusSchema.nullable(),
    }),
  ),
});

/** Every target with its last run. */
export type Summary = z.infer<typeof summarySchema>;

import { z } from "zod";
import { pageOf } from "./api.ts";
import { count, slug, time } from "./fields.ts";
import { runReferenceSchema, testNameSchema } from "./run.ts";
import { outcomeSchema } from "./status.ts";

/**
 * One row of a run's synthesis: a test with its params and what it told of itself in the attempt that decided. A metric
 * is a number, a property a text.
 */
export const synthesisRowSchema = testNameSchema.extend({
  outcome: outcomeSchema,
  durationMs: z.number(),
  attempts: count,
  metrics: z.record(z.string(), z.number()),
  properties: z.record(z.string(), z.string()),
});

/** One row of a run's synthesis. */
export type SynthesisRow = z.infer<typeof synthesisRowSchema>;

/** The value of a metric in one run that had it. */
export const metricPointSchema = z.object({
  run: runReferenceSchema,
  target: slug,
  outcome: outcomeSchema,
  startedAt: time,
  value: z.number(),
});

/** The value of a metric in one run. */
export type MetricPoint = z.infer<typeof metricPointSchema>;

/**
 * A metric of a test over the runs that had it, newest first. `names` are all metrics that the test ever told; `name` is
 * the one whose values these are, empty when it told none.
 */
export const testMetricSchema = pageOf(metricPointSchema).extend({ name: z.string(), names: z.array(z.string()) });

/** A metric of a test over its runs. */
export type TestMetric = z.infer<typeof testMetricSchema>;

/** What one test told in one of several runs: `runId` names one of them. */
const harvestedSchema = synthesisRowSchema
  .omit({ attempts: true, file: true, line: true })
  .extend({ runId: z.string() });

/**
 * What the tests of the newest runs told, newest run first, tests by suite and name; only tests that told anything. `isCut`:
 * there was more than one answer holds.
 */
export const harvestSchema = z.object({
  runs: z.array(runReferenceSchema.extend({ target: slug })),
  items: z.array(harvestedSchema),
  isCut: z.boolean(),
});

/** What one test told in one of several runs. */
export type Harvested = z.infer<typeof harvestedSchema>;

/** What the tests of the newest runs told. */
export type Harvest = z.infer<typeof harvestSchema>;

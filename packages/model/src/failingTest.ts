import { z } from "zod";
import { count, digestId, slug, word } from "./fields.ts";
import { runReferenceSchema, testNameSchema } from "./run.ts";
import { statusSchema } from "./status.ts";

/**
 * A test that fails now in one target and branch: `lastPass` (null when it never passed), the first failing run after it,
 * the newest failing run, and in how many runs it failed since. `bisect` is the line that finds the commit; null when the
 * commits or the runner's command are not known.
 */
export const failingTestSchema = testNameSchema.extend({
  project: slug,
  target: slug,
  branch: word,
  outcome: statusSchema.extract(["failed", "broken"]),
  firstFailure: runReferenceSchema,
  lastFailure: runReferenceSchema,
  lastPass: runReferenceSchema.nullable(),
  runs: count,
  failure: z.object({ type: z.string(), message: z.string(), fingerprint: digestId }).nullable(),
  bisect: z.string().nullable(),
});

/** A test that fails now in one target and branch. */
export type FailingTest = z.infer<typeof failingTestSchema>;

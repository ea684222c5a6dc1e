import { z } from "zod";
import { count, digestId, slug } from "./fields.ts";
import { runReferenceSchema } from "./run.ts";
import { testSchema } from "./test.ts";
import { assignmentSchema } from "./testFacts.ts";

/** A run that is looked at, named where several projects and targets are listed together. */
const lookedAtRunSchema = runReferenceSchema.extend({ project: slug, target: slug });

/**
 * What tests did over the runs that are looked at. `cells` has one letter a run, in the order of the answer's `runs`
 * (newest first): P, F, B, S, K as in the search language, `.` where the run did not have the test.
 */
const courseSchema = z.object({
  cells: z.string(),
  /** How many of the runs had it. */
  runs: count,
  fails: count,
  flakes: count,
  /** Changes between failing and not failing, skips left out. */
  flips: count,
  /** The share of its runs that did not fail, from 0 to 1; null of none. */
  passRate: z.number().nullable(),
  /** Of its passes; null without any. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});

/** A test with what it did over the runs that are looked at, and who is on it. */
export const listedTestSchema = testSchema.extend({ ...courseSchema.shape, assignment: assignmentSchema.nullable() });

/** A test with what it did over the runs that are looked at, and who is on it. */
export type ListedTest = z.infer<typeof listedTestSchema>;

/** One page of tests, and the runs that their cells are about, newest first. */
export const listedTestsSchema = z.object({
  items: z.array(listedTestSchema),
  nextCursor: z.string().nullable(),
  runs: z.array(lookedAtRunSchema),
});

/** One page of tests. */
export type ListedTests = z.infer<typeof listedTestsSchema>;

/** What tests can be sorted by: by suite and name, or what wants attention first. */
export const testSortSchema = z.enum(["name", "status", "rate", "fails", "flakes", "flips", "duration", "p95", "seen"]);

/** What tests can be sorted by. */
export type TestSort = z.infer<typeof testSortSchema>;

/** A family with what its tests that fit add up to over the runs that are looked at. */
export const listedFamilySchema = z.object({
  familyId: digestId,
  project: slug,
  suite: z.string(),
  name: z.string(),
  tests: count,
  /** How many of them failed, and how many were flaky, in the newest of their runs. */
  failing: count,
  flaky: count,
  fails: count,
  runs: count,
  passRate: z.number().nullable(),
  /** The longest median of its tests. */
  p50Ms: z.number().nullable(),
});

/** A family with what its tests add up to. */
export type ListedFamily = z.infer<typeof listedFamilySchema>;

/** Tests against runs, newest run first: one string of cells a test, as in the list of tests. */
export const testGridSchema = z.object({
  runs: z.array(lookedAtRunSchema),
  tests: z.array(
    z.object({
      testId: digestId,
      suite: z.string(),
      name: z.string(),
      displayName: z.string(),
      /** The params as JSON text; empty without any. */
      params: z.string(),
      cells: z.string(),
    }),
  ),
  /** How many tests fit and are left out, as the grid would have more cells than an answer can have. */
  leftOut: count,
});

/** Tests against runs. */
export type TestGrid = z.infer<typeof testGridSchema>;

/** What a field of a search can be compared with, the most used first. */
export const searchValuesSchema = z.object({ items: z.array(z.object({ value: z.string(), means: z.string() })) });

/** What a field of a search can be compared with. */
export type SearchValues = z.infer<typeof searchValuesSchema>;

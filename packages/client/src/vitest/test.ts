import { test as base, type TestAPI } from "vitest";
import { bagOf, closeBags } from "../harvest/bags.ts";
import type { FixtureStore } from "../harvest/harvestedTest.ts";
import { processSession, sessionSoFar, testEnded } from "../harvest/processSession.ts";
import { defaultBagName, type ResultsBag } from "../harvest/resultsBag.ts";
import { moduleResultsOf, sessionResultsOf } from "../harvest/resultsSoFar.ts";
import type { Synthesis } from "../harvest/synthesis.ts";
import { type Verbs, verbsFor } from "../inTest/verbs.ts";
import { findTestsOfVitest, testOf, type VitestTask } from "./currentTest.ts";
import { harvestedTask } from "./harvestedTask.ts";

/** What `test` gives to a test that asks for it. */
export interface BackstoryFixtures extends Verbs {
  /** A new bag for each test: what it puts in is recorded, and is in the table of the session. */
  readonly resultsBag: ResultsBag;
  /** What saved fixtures and bags stored in this process: `fixtureStore.get(name)?.get(id)`. */
  readonly fixtureStore: FixtureStore;
  /** What is known of the tests that are over. */
  readonly sessionResults: Synthesis;
  /** The same of this file, by names of tests. */
  readonly moduleResults: Synthesis;
}

type Use<Value> = (value: Value) => Promise<void>;

interface TestContext {
  readonly task: unknown;
  readonly onTestFinished: (listener: () => void) => void;
}

/** The fixtures, for a `test` of one's own: `base.extend(backstoryFixtures)`. */
export const backstoryFixtures = {
  harvested: [
    async ({ task, onTestFinished }: TestContext, use: Use<undefined>) => {
      onTestFinished(() => testEnded(harvestedTask(task as VitestTask)));
      await use(undefined);
    },
    { auto: true },
  ] as unknown as () => undefined,
  recordEvent: verb("recordEvent"),
  attach: verb("attach"),
  metric: verb("metric"),
  property: verb("property"),
  describeTest: verb("describeTest"),
  resultsBag: async ({ task }: Pick<TestContext, "task">, use: Use<ResultsBag>) => {
    const test = testOf(task as VitestTask);
    await use(bagOf<ResultsBag>(test, defaultBagName).bag);
    closeBags(test);
  },
  // biome-ignore-start lint/correctness/noEmptyPattern: Vitest reads off the pattern what a fixture needs.
  fixtureStore: async ({}, use: Use<FixtureStore>) => use(processSession().fixtureStore),
  sessionResults: async ({}, use: Use<Synthesis>) => use(sessionResultsOf(sessionSoFar())),
  // biome-ignore-end lint/correctness/noEmptyPattern: see above.
  moduleResults: async ({ task }: Pick<TestContext, "task">, use: Use<Synthesis>) =>
    use(moduleResultsOf(sessionSoFar(), (task as VitestTask).file.name)),
};

function verb<Name extends keyof Verbs>(name: Name) {
  return async ({ task }: Pick<TestContext, "task">, use: Use<Verbs[Name]>) =>
    use(verbsFor(() => testOf(task as VitestTask))[name]);
}

/** Vitest's `test` with the verbs, the bag and the results so far as fixtures. */
export const test: TestAPI<BackstoryFixtures> = base.extend<BackstoryFixtures>(backstoryFixtures as never);

/**
 * The same under its other name.
 * @alias
 */
export const it: typeof test = test;

findTestsOfVitest();

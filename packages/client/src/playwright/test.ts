import { test as base, type TestInfo } from "@playwright/test";
import { bagOf, closeBags } from "../harvest/bags.ts";
import type { FixtureStore } from "../harvest/harvestedTest.ts";
import { processSession, sessionSoFar, testEnded } from "../harvest/processSession.ts";
import { defaultBagName, type ResultsBag } from "../harvest/resultsBag.ts";
import { moduleResultsOf, sessionResultsOf } from "../harvest/resultsSoFar.ts";
import type { Synthesis } from "../harvest/synthesis.ts";
import { type Verbs, verbsFor } from "../inTest/verbs.ts";
import { fileOfInfo, findTestsOfPlaywright, testOfInfo } from "./currentTest.ts";
import { harvestedInfo } from "./harvestedInfo.ts";

/** What `test` gives to a test that asks for it. */
export interface BackstoryFixtures extends Verbs {
  /** A new bag for each test: what it puts in is recorded, and is in the table of the session. */
  readonly resultsBag: ResultsBag;
  /** What saved fixtures and bags stored in this worker: `fixtureStore.get(name)?.get(id)`. */
  readonly fixtureStore: FixtureStore;
  /** What is known of the tests that are over, in any worker. */
  readonly sessionResults: Synthesis;
  /** The same of this file, by names of tests. */
  readonly moduleResults: Synthesis;
}

type Use<Value> = (value: Value) => Promise<void>;

// biome-ignore-start lint/correctness/noEmptyPattern: Playwright reads off the pattern what a fixture needs.
/** The fixtures, for a `test` of one's own: `base.extend(backstoryFixtures)`. */
export const backstoryFixtures = {
  harvested: [
    async ({}, use: Use<undefined>, info: TestInfo) => {
      await use(undefined);
      testEnded(harvestedInfo(info));
    },
    { auto: true },
  ],
  recordEvent: verb("recordEvent"),
  attach: verb("attach"),
  metric: verb("metric"),
  property: verb("property"),
  describeTest: verb("describeTest"),
  resultsBag: async ({}, use: Use<ResultsBag>, info: TestInfo) => {
    const test = testOfInfo(info);
    await use(bagOf<ResultsBag>(test, defaultBagName).bag);
    closeBags(test);
  },
  fixtureStore: async ({}, use: Use<FixtureStore>) => use(processSession().fixtureStore),
  sessionResults: async ({}, use: Use<Synthesis>) => use(sessionResultsOf(sessionSoFar())),
  moduleResults: async ({}, use: Use<Synthesis>, info: TestInfo) =>
    use(moduleResultsOf(sessionSoFar(), fileOfInfo(info))),
};

function verb<Name extends keyof Verbs>(name: Name) {
  return async ({}, use: Use<Verbs[Name]>, info: TestInfo) => use(verbsFor(() => testOfInfo(info))[name]);
}
// biome-ignore-end lint/correctness/noEmptyPattern: see above.

/** Playwright's `test` with the verbs, the bag and the results so far as fixtures. */
export const test: ReturnType<typeof base.extend<BackstoryFixtures>> = base.extend<BackstoryFixtures>(
  backstoryFixtures as never,
);

findTestsOfPlaywright();

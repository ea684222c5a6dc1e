import { sessionSoFar } from "./harvest/processSession.ts";
import { type Synthesis, type SynthesisOptions, synthesisOf } from "./harvest/synthesis.ts";
import { findTests } from "./inTest/knownRunners.ts";

export { resultsBag } from "./harvest/bags.ts";
export { createResultsBag } from "./harvest/createResultsBag.ts";
export type { SynthesisEntry } from "./harvest/entry.ts";
export type { HarvestedAttempt, HarvestedSession } from "./harvest/harvestedSession.ts";
export type { FixtureStore, HarvestedTest } from "./harvest/harvestedTest.ts";
export type { TestIdFormat } from "./harvest/idFormat.ts";
export type { ResultsBag } from "./harvest/resultsBag.ts";
export { type SavedFixtureOptions, savedFixture } from "./harvest/savedFixture.ts";
export type { Synthesis, SynthesisOptions } from "./harvest/synthesis.ts";
export type { SynthesisTable, TableOptions } from "./harvest/synthesisTable.ts";
export type { TestFilter } from "./harvest/testFilter.ts";

/**
 * What the bag of a project holds. Declare it once, and it is checked everywhere:
 * `declare module "backstory/harvest" { interface BagShape { accuracy: number } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: projects add to it.
export interface BagShape {}

/**
 * What is known of the session so far, where tests run: the tests that ended, in this process and in others. The test that
 * runs is not among them. The whole session is in the hands of the reporter's `onSessionEnd`.
 */
export function getSessionSynthesis(options?: SynthesisOptions): Synthesis {
  return synthesisOf(sessionSoFar(), options);
}

// Who imports this in a test wants bags to know which test that is.
findTests();

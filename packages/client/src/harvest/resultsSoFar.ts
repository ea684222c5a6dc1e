import type { HarvestSource } from "./harvestedTest.ts";
import { type Synthesis, synthesisOf } from "./synthesis.ts";

const choices = { statusDetails: true, durationsInMs: true, prefix: false } as const;

/** The ready-made synthesis of the session: nested, with phases, in milliseconds, by full ids. */
export function sessionResultsOf(source: HarvestSource): Synthesis {
  return synthesisOf(source, choices);
}

/** The same of one file, by names of tests. */
export function moduleResultsOf(source: HarvestSource, file: string): Synthesis {
  return synthesisOf(source, { ...choices, testIdFormat: "function", filter: (test) => test.file === file });
}

import type { Status } from "@backstory/model";

/** A made-up history: how many tests and runs it has, and how each test ends in each run, attempt by attempt. */
export interface Scenario {
  readonly about: string;
  readonly tests: number;
  readonly runs: number;
  readonly attempts: (test: number, run: number) => readonly Status[];
}

/** A number from 0 to 1 that looks random and is the same for the same test and run. */
function chance(test: number, run: number): number {
  const mixed = Math.imul(test * 2_654_435_761 + run * 40_503 + 17, 2_246_822_519) >>> 0;
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** The named scenarios of `npm run seed`. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  flaky: {
    about: "200 tests, 60 runs; every twentieth test fails now and then, and half of those pass when retried",
    tests: 200,
    runs: 60,
    attempts: (test, run) => {
      if (test % 20 !== 0 || chance(test, run) > 0.2) return ["passed"];
      return test % 40 === 0 ? ["failed", "passed"] : ["failed"];
    },
  },
  regression: {
    about: "300 tests, 40 runs; 12 tests fail from run 28 on, three of them are mended in run 35",
    tests: 300,
    runs: 40,
    attempts: (test, run) => {
      const broken = test % 25 === 7 && run >= 28 && !(test % 100 === 7 && run >= 35);
      return [broken ? "failed" : test % 50 === 3 ? "skipped" : "passed"];
    },
  },
  huge: {
    about: "20,000 tests, 5 runs; one in three hundred fails",
    tests: 20_000,
    runs: 5,
    attempts: (test, run) => [chance(test, run) < 1 / 300 ? "failed" : "passed"],
  },
  empty: { about: "one run without any result", tests: 0, runs: 1, attempts: () => [] },
};

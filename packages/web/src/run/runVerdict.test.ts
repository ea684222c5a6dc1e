import type { Counts, Run } from "@backstory/model";
import { expect, test } from "vitest";
import { runVerdict } from "./runVerdict.ts";

const none: Counts = { passed: 0, failed: 0, broken: 0, skipped: 0, flaky: 0, total: 0 };
const mixed = { passed: 1_234, failed: 3, broken: 1, flaky: 2, total: 1_240 };

test.each<[string, Partial<Counts>, number, Run["state"]]>([
  ["3 failed, 1 broken, 2 flaky of 1,240 tests", mixed, 0, "complete"],
  ["3 failed, 1 broken, 2 flaky so far, of 1,240 tests done", mixed, 0, "running"],
  ["3 failed, 1 broken, 2 flaky of the 1,240 tests that arrived", mixed, 0, "incomplete"],
  ["1 error outside tests; 3 failed, 1 broken, 2 flaky of 1,240 tests", mixed, 1, "complete"],
  ["All 10 tests passed", { passed: 10, total: 10 }, 0, "complete"],
  ["The only test passed", { passed: 1, total: 1 }, 0, "complete"],
  ["None failed so far, of 10 tests done", { passed: 10, total: 10 }, 0, "running"],
  ["All 8 that ran passed, of 10 tests", { passed: 8, skipped: 2, total: 10 }, 0, "complete"],
  ["1 test skipped, none ran", { skipped: 1, total: 1 }, 0, "complete"],
  ["No test ran", {}, 0, "complete"],
  ["No test has finished yet", {}, 0, "running"],
  ["2 errors outside tests; no test ran", {}, 2, "complete"],
  ["1 error outside tests; no test failed", { passed: 5, total: 5 }, 1, "complete"],
])("%s", (words, counts, errors, state) => {
  expect(runVerdict({ counts: { ...none, ...counts }, errors, state })).toBe(words);
});

import type { Counts } from "@backstory/model";
import { expect, test } from "vitest";
import { runVerdict } from "./runVerdict.ts";

const none: Counts = { passed: 0, failed: 0, broken: 0, skipped: 0, flaky: 0, total: 0 };

test.each([
  [{ passed: 1_234, failed: 3, broken: 1, flaky: 2, total: 1_240 }, 0, "3 failed, 1 broken, 2 flaky of 1,240 tests"],
  [{ passed: 10, total: 10 }, 0, "All 10 tests passed"],
  [{ passed: 8, skipped: 2, total: 10 }, 0, "All 8 that ran passed, of 10 tests"],
  [{ skipped: 1, total: 1 }, 0, "1 test skipped, none ran"],
  [{}, 0, "No test ran"],
  [{}, 2, "2 errors outside tests; no test ran"],
  [{ passed: 5, total: 5 }, 1, "1 error outside tests; no test failed"],
])("%j with %d errors reads %s", (counts, errors, words) => {
  expect(runVerdict({ counts: { ...none, ...counts }, errors })).toBe(words);
});

import { expect, test } from "vitest";
import { isFailing, type Outcome, outcomeOf, outcomes, type Status } from "./outcome.ts";

test.each<[Status[], Outcome]>([
  [["passed"], "passed"],
  [["failed"], "failed"],
  [["failed", "passed"], "flaky"],
  [["broken", "passed"], "flaky"],
  [["failed", "broken"], "broken"],
  [["passed", "failed"], "failed"],
  [["skipped"], "skipped"],
  [["failed", "skipped"], "skipped"],
  [["passed", "passed"], "passed"],
])("attempts %j add up to %s", (attempts, outcome) => {
  expect(outcomeOf(attempts)).toBe(outcome);
});

test("a test without attempts has no outcome", () => {
  expect(() => outcomeOf([])).toThrow(RangeError);
});

test("only failed and broken count against a run", () => {
  expect(outcomes.filter(isFailing)).toEqual(["failed", "broken"]);
});

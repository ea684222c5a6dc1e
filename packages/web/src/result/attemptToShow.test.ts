import type { Attempt, Outcome, ResultDetail } from "@backstory/model";
import { expect, test } from "vitest";
import { attemptToShow } from "./attemptToShow.ts";

function result(outcome: Outcome, ...failing: boolean[]): ResultDetail {
  const attempts = failing.map((fails, index) => ({ attempt: index + 1, failure: fails ? {} : null }) as Attempt);
  return { outcome, attempts } as ResultDetail;
}

test.each([
  ["the last one of a failed test", result("failed", true, true), undefined, 2],
  ["the last failing one of a flaky test", result("flaky", true, true, false), undefined, 2],
  ["the one that is asked for", result("flaky", true, false), 2, 2],
  ["the last one when there is none such", result("passed", false), 9, 1],
])("shows %s", (_title, detail, asked, shown) => {
  expect(attemptToShow(detail, asked)?.attempt).toBe(shown);
});

import { expect, test } from "vitest";
import { valuesOfFailing } from "./valuesOfFailing.ts";

test("names the values that failing tests have, the most telling first", () => {
  const tests = [
    { params: { browser: "firefox", n: 1 }, lastOutcome: "failed" as const },
    { params: { browser: "firefox", n: 2 }, lastOutcome: "broken" as const },
    { params: { browser: "chrome", n: 1 }, lastOutcome: "passed" as const },
    { params: { browser: "chrome", n: 2 }, lastOutcome: "flaky" as const },
  ];
  expect(valuesOfFailing(tests)).toEqual([
    { param: "browser", value: '"firefox"', tests: 2, failing: 2 },
    { param: "n", value: "1", tests: 2, failing: 1 },
    { param: "n", value: "2", tests: 2, failing: 1 },
  ]);
});

test("says nothing where nothing fails", () => {
  expect(valuesOfFailing([{ params: { n: 1 }, lastOutcome: "passed" }])).toEqual([]);
});

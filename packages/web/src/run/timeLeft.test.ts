import { expect, test } from "vitest";
import { timeLeft } from "./timeLeft.ts";

test.each([
  [{ done: 10, expected: 40, tookMs: 20_000 }, 60_000],
  [{ done: 4, expected: 40, tookMs: 20_000 }, undefined],
  [{ done: 10, expected: 40, tookMs: 900 }, undefined],
  [{ done: 40, expected: 40, tookMs: 20_000 }, undefined],
  [{ done: 10, expected: null, tookMs: 20_000 }, undefined],
])("%j leaves %s ms", (progress, left) => {
  expect(timeLeft(progress)).toBe(left);
});

import { expect, test } from "vitest";
import { backoffMs, retryAfterMs } from "./retryAfter.ts";

test.each([
  [undefined, undefined],
  ["3", 3_000],
  ["0", 0],
  ["Sat, 21 Nov 2026 20:00:05 GMT", 5_000],
  ["Sat, 21 Nov 2026 19:00:00 GMT", 0],
  ["soon", undefined],
])("Retry-After: %s asks for %s ms", (header, ms) => {
  expect(retryAfterMs(header, Date.parse("2026-11-21T20:00:00Z"))).toBe(ms);
});

test.each([
  [1, 125, 250],
  [3, 500, 1_000],
  [50, 7_500, 15_000],
])("attempt %d is made after %d to %d ms", (attempt, least, most) => {
  expect(backoffMs(attempt, () => 0)).toBe(least);
  expect(backoffMs(attempt, () => 1)).toBe(most);
});

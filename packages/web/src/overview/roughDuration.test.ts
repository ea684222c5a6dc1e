import { expect, test } from "vitest";
import { roughDuration } from "./roughDuration.ts";

const hour = 3_600_000;

test.each([
  [0, "1 minute"],
  [61_000, "1 minute"],
  [119 * 60_000, "119 minutes"],
  [24 * hour, "24 hours"],
  [47 * hour, "47 hours"],
  [72.2 * hour, "3 days"],
])("%d ms is about %s", (ms, words) => {
  expect(roughDuration(ms)).toBe(words);
});

import { expect, test } from "vitest";
import { relativeTime } from "./relativeTime.ts";

const now = Date.parse("2026-11-21T20:00:00.000Z");

test.each([
  ["2026-11-21T20:00:30.000Z", "just now"],
  ["2026-11-21T19:59:01.000Z", "just now"],
  ["2026-11-21T19:55:00.000Z", "5 min ago"],
  ["2026-11-21T16:30:00.000Z", "3 h ago"],
  ["2026-11-19T19:00:00.000Z", "2 d ago"],
  ["2026-09-01T00:00:00.000Z", "2 mo ago"],
  ["2024-11-01T00:00:00.000Z", "2 y ago"],
])("%s is %s", (time, words) => {
  expect(relativeTime(time, now)).toBe(words);
});

import { expect, test } from "vitest";
import { cutText } from "./cutText.ts";

test("a text that fits is as it was", () => {
  expect(cutText("a".repeat(40), 40)).toBe("a".repeat(40));
});

test("a longer one has the length that it may have, and says how much is missing", () => {
  const cut = cutText("a".repeat(1_000), 100);
  expect(cut.length).toBeLessThanOrEqual(100);
  const kept = /^a+/.exec(cut)?.[0].length ?? 0;
  expect(cut).toBe(`${"a".repeat(kept)}… (${1_000 - kept} more characters were cut)`);
});

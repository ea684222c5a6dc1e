import { expect, test } from "vitest";
import { linesWith, logLines } from "./logLines.ts";

test("a text is cut into its lines in their colours", () => {
  const lines = logLines("one\n\u001b[31mtwo\u001b[39m\n");
  expect(lines.map((line) => line.map(({ text, colour }) => [text, colour]))).toEqual([
    [["one", ""]],
    [["two", "red"]],
  ]);
});

test("a huge text keeps every line, and hides no control character", () => {
  const lines = logLines(`${"x".repeat(99)}\u0007\n`.repeat(50_000));
  expect(lines).toHaveLength(50_000);
  expect(lines[0]?.[0]?.text).toBe(`${"x".repeat(99)}␇`);
});

test("lines are found over their colours, whatever the case", () => {
  const lines = logLines("Error: no\nfine\n\u001b[31mER\u001b[39mROR");
  expect(linesWith(lines, "error")).toEqual([0, 2]);
  expect(linesWith(lines, "")).toEqual([]);
});

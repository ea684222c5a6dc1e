import { expect, test } from "vitest";
import { ansiSpans } from "./ansiSpans.ts";
import { linesOf } from "./linesOf.ts";

test("a colour goes on over the end of a line", () => {
  const lines = linesOf(ansiSpans("a\u001b[31mb\nc\u001b[0m\n\nd\n"));
  expect(lines.map((line) => line.map((span) => [span.text, span.colour]))).toEqual([
    [
      ["a", ""],
      ["b", "red"],
    ],
    [["c", "red"]],
    [],
    [["d", ""]],
  ]);
});

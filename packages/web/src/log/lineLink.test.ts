import fc from "fast-check";
import { expect, test } from "vitest";
import { lineLink, linkedLines } from "./lineLink.ts";

test("what a link names is what was linked, in order, whatever the label", () => {
  const line = fc.integer({ min: 1, max: 999_999 });
  fc.assert(
    fc.property(fc.string(), line, line, (label, one, other) => {
      const { first, last } = linkedLines(lineLink(label, [one, other]), label);
      expect([first, last]).toEqual([Math.min(one, other), Math.max(one, other)]);
    }),
  );
});

test("a link into another log, or into none, names no line", () => {
  const none = { first: undefined, last: undefined };
  expect(linkedLines(lineLink("Trace", [1, 2]), "Standard output")).toEqual(none);
  expect(linkedLines("main", "Trace")).toEqual(none);
  expect(linkedLines("trace-Lx", "Trace")).toEqual(none);
});

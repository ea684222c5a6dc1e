import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiffRow, diffRows } from "./diffRows.ts";

test("a changed word is marked on both sides, and the rest of the line is not", () => {
  expect(diffRows("a\nthe old one\nz", "a\nthe new one\nz", "words")).toEqual([
    { kind: "same", text: "a" },
    {
      kind: "change",
      expected: [
        { text: "the ", differs: false },
        { text: "old", differs: true },
        { text: " one", differs: false },
      ],
      actual: [
        { text: "the ", differs: false },
        { text: "new", differs: true },
        { text: " one", differs: false },
      ],
    },
    { kind: "same", text: "z" },
  ]);
});

test("characters are told apart when asked for, lines alone when that is asked for", () => {
  const [row] = diffRows("cat", "cut", "chars");
  expect(row).toMatchObject({ expected: [{ text: "c" }, { text: "a", differs: true }, { text: "t" }] });
  expect(diffRows("cat", "cut", "lines")).toMatchObject([{ expected: [{ text: "cat", differs: false }] }]);
});

test("lines that only one side has stand alone", () => {
  expect(diffRows("a", "a\nb", "words")).toEqual([
    { kind: "same", text: "a" },
    { kind: "change", actual: [{ text: "b", differs: false }] },
  ]);
  expect(diffRows("", "b", "words")).toEqual([{ kind: "change", actual: [{ text: "b", differs: false }] }]);
});

test("both sides can be put together again from the rows, whatever they were", () => {
  const text = fc
    .array(fc.constantFrom("a", "b c", "", "  d", "ünï"), { maxLength: 12 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(
      text,
      text,
      fc.constantFrom("lines" as const, "words" as const, "chars" as const),
      (left, right, unit) => {
        const rows = diffRows(left, right, unit);
        expect(sideOf(rows, "expected")).toBe(left.replace(/\n$/, ""));
        expect(sideOf(rows, "actual")).toBe(right.replace(/\n$/, ""));
      },
    ),
  );
});

test("texts that have nothing in common are shown whole, and soon", () => {
  const left = Array.from({ length: 8_000 }, (_, index) => `left ${index}`).join("\n");
  const right = Array.from({ length: 8_000 }, (_, index) => `right ${index}`).join("\n");
  expect(diffRows(left, right, "lines")).toHaveLength(8_000);
});

function sideOf(rows: readonly DiffRow[], side: "expected" | "actual"): string {
  return rows
    .flatMap((row) =>
      row.kind === "same" ? [row.text] : row[side] ? [row[side].map(({ text }) => text).join("")] : [],
    )
    .join("\n");
}

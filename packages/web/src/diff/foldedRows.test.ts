import { expect, test } from "vitest";
import type { DiffRow } from "./diffRows.ts";
import { foldedRows } from "./foldedRows.ts";

const same = (text: string): DiffRow => ({ kind: "same", text });
const change: DiffRow = { kind: "change", actual: [{ text: "new", differs: false }] };

test("equal lines far from what differs are left out and counted", () => {
  const rows = [...Array.from({ length: 10 }, (_, index) => same(String(index))), change];
  expect(foldedRows(rows)).toEqual([{ kind: "fold", lines: 7 }, same("7"), same("8"), same("9"), change]);
});

test("of very many rows the first are shown, and how many follow is told", () => {
  const folded = foldedRows(Array.from({ length: 1_000 }, () => change));
  expect(folded).toHaveLength(401);
  expect(folded.at(-1)).toEqual({ kind: "fold", lines: 600 });
});

test("every line is shown or counted", () => {
  const rows = Array.from({ length: 90 }, (_, index) => (index % 17 === 0 ? change : same(String(index))));
  const told = foldedRows(rows).reduce((sum, row) => sum + (row.kind === "fold" ? row.lines : 1), 0);
  expect(told).toBe(rows.length);
});

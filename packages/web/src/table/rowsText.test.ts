import { expect, test } from "vitest";
import type { DataColumn } from "./dataColumn.ts";
import { csvText, jsonText, markdownText } from "./rowsText.ts";

type Row = readonly [string, number | null];
const columns: DataColumn<Row>[] = [
  { key: "0", head: "a,b", isNumber: false, value: (row) => row[0] },
  { key: "1", head: "n", isNumber: true, value: (row) => row[1] },
];
const rows: Row[] = [
  ['say "hi"\nthere', 1.5],
  ["=HYPERLINK(1)", -2],
  ["a|b", null],
];

test("CSV quotes what has to be quoted and holds no formulas", () => {
  expect(csvText(columns, rows)).toBe('"a,b",n\r\n"say ""hi""\nthere",1.5\r\n\'=HYPERLINK(1),-2\r\na|b,\r\n');
});

test("JSON keeps numbers and what is missing", () => {
  expect(JSON.parse(jsonText(columns, rows))).toEqual([
    { "a,b": 'say "hi"\nthere', n: 1.5 },
    { "a,b": "=HYPERLINK(1)", n: -2 },
    { "a,b": "a|b", n: null },
  ]);
});

test("Markdown has a line a row", () => {
  expect(markdownText(columns, rows).trimEnd().split("\n")).toHaveLength(5);
});

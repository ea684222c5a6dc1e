import { expect, test } from "vitest";
import { cellText, columnWidths, type DataColumn, sortedRows } from "./dataColumn.ts";

interface Row {
  readonly name: string;
  readonly value: number | null | string;
}

const columns: DataColumn<Row>[] = [
  { key: "name", head: "Name", isNumber: false, value: ({ name }) => name },
  { key: "value", head: "Value", isNumber: true, value: ({ value }) => value },
];
const rows: Row[] = [
  { name: "case 10", value: 2 },
  { name: "case 9", value: null },
  { name: "case 1", value: "10" },
  { name: "case 2", value: 2 },
];
const names = (sort: { key: string; isDown: boolean } | undefined) =>
  sortedRows(rows, columns, sort).map(({ name }) => name);

test("rows stand as they came until they are sorted", () => {
  expect(names(undefined)).toEqual(["case 10", "case 9", "case 1", "case 2"]);
  expect(names({ key: "nothing", isDown: true })).toEqual(["case 10", "case 9", "case 1", "case 2"]);
});

test("texts are sorted as people count, numbers by their size, and what is missing stands last", () => {
  expect(names({ key: "name", isDown: false })).toEqual(["case 1", "case 2", "case 9", "case 10"]);
  expect(names({ key: "value", isDown: false })).toEqual(["case 10", "case 2", "case 1", "case 9"]);
  expect(names({ key: "value", isDown: true })).toEqual(["case 1", "case 10", "case 2", "case 9"]);
});

test.each([
  [null, "–"],
  [undefined, "–"],
  ["", ""],
  [0, "0"],
  [{ a: [1] }, '{"a":[1]}'],
])("%j is shown as %s", (value, text) => {
  expect(cellText(value)).toBe(text);
});

test("columns are as wide as what they hold, within reason", () => {
  const long = [{ name: "x".repeat(500), value: 1 }];
  expect(columnWidths(columns, long)).toEqual([48, 8]);
});

import { type CopyColumn, markdownTable } from "../format/markdownTable.ts";
import { cellText, type DataColumn } from "./dataColumn.ts";

/** Rows as CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe. */
export function csvText<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `${cells.map(csvCell).join(",")}\r\n`;
  return [
    line(columns.map(({ head }) => head)),
    ...rows.map((row) => line(columns.map((column) => plainText(column.value(row), column.isNumber)))),
  ].join("");
}

/** Rows as a list of objects, a key a column. */
export function jsonText<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map(({ head, value }) => [head, value(row) ?? null])));
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}

/** Rows as a table of Markdown. */
export function markdownText<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string {
  const copied = columns.map(({ head, value }): CopyColumn<Row> => ({ head, cell: (row) => plainCell(value(row)) }));
  return markdownTable(copied, rows);
}

function plainCell(value: unknown): string | number {
  if (typeof value === "number") return value;
  return value === null || value === undefined ? "" : cellText(value);
}

function plainText(value: unknown, isNumber: boolean): string {
  const text = String(plainCell(value));
  return !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

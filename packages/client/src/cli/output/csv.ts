import type { Column } from "./column.ts";

/**
 * Items as CSV (RFC 4180): a line of names, CRLF at every end, quotes where they are needed. A text that a spreadsheet
 * would take for a formula begins with an apostrophe; numbers do not, and `--json` has every text as it is.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csv<Item>(items: readonly Item[], columns: readonly Column<Item>[]): string {
  const lines = [
    columns.map(({ key }) => key),
    ...items.map((item) => columns.map(({ cell, value }) => field(value === undefined ? cell(item) : value(item)))),
  ];
  return lines.map((fields) => `${fields.join(",")}\r\n`).join("");
}

function field(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

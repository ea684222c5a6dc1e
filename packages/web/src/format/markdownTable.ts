/** A column of a table that can be copied. */
export interface CopyColumn<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string | number | null | undefined;
}

/** Rows as a table of Markdown, in which nothing is read as markup. */
export function markdownTable<Row>(columns: readonly CopyColumn<Row>[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const body = rows.map((row) => line(columns.map(({ cell }) => asText(String(cell(row) ?? "")))));
  const numeric = columns.map(({ cell }) => rows.length > 0 && rows.every((row) => typeof cell(row) === "number"));
  return [
    line(columns.map(({ head }) => asText(head))),
    line(numeric.map((isNumeric) => (isNumeric ? "--:" : "---"))),
    ...body,
    "",
  ].join("\n");
}

function asText(text: string): string {
  return text.replace(/[\\|`*_<>[\]~#&!]/g, String.raw`\$&`).replace(/\s*[\r\n]+\s*/g, " ");
}

/** A column of a {@link DataTable}: what it is called, and what a row has there. */
export interface DataColumn<Row> {
  readonly key: string;
  readonly head: string;
  /** Numbers stand at the right, and are sorted as numbers. */
  readonly isNumber: boolean;
  readonly value: (row: Row) => unknown;
  /** How a value is written; as {@link cellText} if left away. */
  readonly text?: (row: Row) => string;
}

/** A value of a cell as text: objects as JSON, nothing as a dash. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

/** What a row shows in a column. */
export function textIn<Row>(column: DataColumn<Row>, row: Row): string {
  return column.text?.(row) ?? cellText(column.value(row));
}

/** Which column a table is sorted by, and which way. */
export interface DataSort {
  readonly key: string;
  readonly isDown: boolean;
}

/** The rows in order: numbers as numbers, texts as words, what is missing last. Rows that are equal keep their order. */
export function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  sort: DataSort | undefined,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sort?.key);
  if (column === undefined || sort === undefined) return rows;
  const words = new Intl.Collator("en", { numeric: true });
  const sign = sort.isDown ? -1 : 1;
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort(({ value: one }, { value: other }) => {
      const missing = Number(isMissing(one)) - Number(isMissing(other));
      if (missing !== 0) return missing;
      if (column.isNumber) return sign * (Number(one) - Number(other)) || 0;
      return sign * words.compare(cellText(one), cellText(other));
    })
    .map(({ row }) => row);
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

/** How wide columns are, in digits: as their longest text among the first rows, within reason. */
export function columnWidths<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): number[] {
  const sample = rows.slice(0, 100);
  return columns.map((column) => {
    const longest = sample.reduce((most, row) => Math.max(most, textIn(column, row).length), 0);
    return Math.min(Math.max(longest, column.head.length + 3, 5), 48);
  });
}

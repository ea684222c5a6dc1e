import type { PivotOf } from "../search/harvestSearch.ts";
import { cellText } from "../table/dataColumn.ts";
import type { HarvestField, HarvestRow } from "./harvestFields.ts";

/** Which field's values are the rows, which the columns, what stands in the cells, and how several values become one. */
export interface PivotChoice {
  readonly row: HarvestField;
  readonly column: HarvestField;
  readonly value: HarvestField;
  readonly of: PivotOf;
}

/** A pivot: a line a value of the row field, with a cell a value of the column field; null where nothing was told. */
export interface PivotTable {
  readonly columns: readonly string[];
  readonly lines: readonly { readonly name: string; readonly cells: readonly (number | null)[] }[];
}

/** The most columns that a table has; runs and names beyond them are left away, and the table says so. */
export const mostPivotColumns = 60;

/** Puts rows together by two fields. Only rows that have all three fields count, and only numbers as values. */
export function pivotTable(rows: readonly HarvestRow[], { row, column, value, of }: PivotChoice): PivotTable {
  const cells = new Map<string, Map<string, number[]>>();
  const names = new Map<string, unknown>();
  const heads = new Map<string, unknown>();
  for (const each of rows) {
    const [name, head, number] = [row.value(each), column.value(each), value.value(each)];
    if (name === undefined || head === undefined || typeof number !== "number") continue;
    const [nameText, headText] = [cellText(name), cellText(head)];
    names.set(nameText, name);
    heads.set(headText, head);
    const line = cells.get(nameText) ?? new Map<string, number[]>();
    const values = line.get(headText) ?? [];
    values.push(number);
    cells.set(nameText, line.set(headText, values));
  }
  const columns = inOrder(heads, column);
  return {
    columns,
    lines: inOrder(names, row).map((name) => ({
      name,
      cells: columns.map((head) => together(cells.get(name)?.get(head) ?? [], of)),
    })),
  };
}

/** Runs stand as they came, the newest first; everything else by size or as people count. */
function inOrder(values: ReadonlyMap<string, unknown>, field: HarvestField): string[] {
  if (field.key === "run") return [...values.keys()];
  const words = new Intl.Collator("en", { numeric: true });
  return [...values]
    .toSorted(([one, oneValue], [other, otherValue]) =>
      typeof oneValue === "number" && typeof otherValue === "number"
        ? oneValue - otherValue
        : words.compare(one, other),
    )
    .map(([text]) => text);
}

function together(values: readonly number[], of: PivotOf): number | null {
  if (of === "count") return values.length;
  if (values.length === 0) return null;
  if (of === "min") return values.reduce((least, value) => Math.min(least, value));
  if (of === "max") return values.reduce((most, value) => Math.max(most, value));
  if (of === "mean") return values.reduce((sum, value) => sum + value, 0) / values.length;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

import { type FieldValue, fieldOf, type ToldRow } from "./synthesisField.ts";

/** Which fields make the rows, the columns and the cells of a pivot table. */
export interface PivotFields {
  readonly row: string;
  readonly column: string;
  readonly value: string;
}

/** One row of a pivot table: the cells stand at the places of the columns. */
export interface PivotRow {
  readonly row: FieldValue;
  readonly cells: readonly FieldValue[];
}

/** A pivot table: the values of the column field, and a row for each value of the row field. */
export interface Pivot {
  readonly columns: readonly FieldValue[];
  readonly rows: readonly PivotRow[];
}

/**
 * The pivot table of a synthesis, rows and columns sorted, numbers by their size; tests without one of the two are left
 * out. Of several values in a cell it is the mean when all are numbers, else the last.
 */
export function pivotOf(rows: readonly ToldRow[], fields: PivotFields): Pivot {
  const placed = rows
    .map((each) => ({
      row: fieldOf(each, fields.row),
      column: fieldOf(each, fields.column),
      value: fieldOf(each, fields.value),
    }))
    .filter(({ row, column }) => row !== null && column !== null);
  const columns = distinct(placed.map(({ column }) => column));
  return {
    columns,
    rows: distinct(placed.map(({ row }) => row)).map((row) => ({
      row,
      cells: columns.map((column) =>
        combined(placed.filter((each) => each.row === row && each.column === column).map(({ value }) => value)),
      ),
    })),
  };
}

function distinct(values: readonly FieldValue[]): FieldValue[] {
  return [...new Set(values)].toSorted((one, other) => {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one) < String(other) ? -1 : 1;
  });
}

function combined(values: readonly FieldValue[]): FieldValue {
  const present = values.filter((value) => value !== null);
  const numbers = present.filter((value) => typeof value === "number");
  if (numbers.length === 0 || numbers.length < present.length) return present.at(-1) ?? null;
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

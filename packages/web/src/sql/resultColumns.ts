import type { SqlAnswer } from "@backstory/model";
import type { DataColumn } from "../table/dataColumn.ts";

/** One row of an answer: values in the order of the columns. */
export type SqlRow = SqlAnswer["rows"][number];

/** The columns of an answer as a table has them. Two columns may have one name. */
export function resultColumns(columns: SqlAnswer["columns"]): DataColumn<SqlRow>[] {
  return columns.map(({ name, type }, index) => ({
    key: String(index),
    head: name,
    isNumber: isNumberType(type),
    value: (row) => row[index],
  }));
}

/** Whether values of a type of the engine are numbers. */
export function isNumberType(type: string): boolean {
  return /^U?Int\d|^Float|^Decimal|^BFloat/.test(bareType(type));
}

/** Whether values of a type of the engine are times or days. */
export function isTimeType(type: string): boolean {
  return /^Date/.test(bareType(type));
}

function bareType(type: string): string {
  return type.replace(/^(?:LowCardinality\(|Nullable\(|SimpleAggregateFunction\(\w+, )+/, "");
}

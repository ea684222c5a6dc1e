import { BackstoryError, type Page } from "@backstory/model";
import type { ParameterValue } from "./literal.ts";

/** The sort key of a list: columns with their types, all ascending. The last ones make it unique. */
export type SortKey = Readonly<Record<string, "String" | "UUID" | "UInt8" | "Int64">>;

/** The condition for what comes after a cursor, and its values. Without a cursor it is true of every row. */
export interface After {
  readonly condition: string;
  readonly parameters: Record<string, ParameterValue>;
}

/**
 * What comes after a cursor in the order of `key`. A cursor holds the sort key of the last item of its page, so that what
 * arrives later moves nothing. `cursor-invalid` when it is not one of this list.
 */
export function after(key: SortKey, cursor: string | undefined): After {
  if (cursor === undefined) return { condition: "true", parameters: {} };
  const values = decodeCursor(cursor, Object.values(key));
  const columns = Object.keys(key);
  const places = columns.map((column) => `{after_${column}:${key[column]}}`);
  return {
    condition: `(${columns.join(", ")}) > (${places.join(", ")})`,
    parameters: Object.fromEntries(
      columns.map((column, index) => [`after_${column}`, values[index] as ParameterValue]),
    ),
  };
}

/** The page in `rows`, of which there may be one more than `limit`, to show that another page follows. */
export function pageOfRows<Row extends object>(
  rows: readonly Row[],
  limit: number,
  key: readonly Extract<keyof Row, string>[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items, nextCursor: null };
  return { items, nextCursor: Buffer.from(JSON.stringify(key.map((column) => last[column]))).toString("base64url") };
}

/** The values in a cursor, checked against the types of the list's sort key. */
export function decodeCursor(cursor: string, types: readonly SortKey[string][]): readonly (string | number)[] {
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== types.length || !values.every((value, i) => fits(value, types[i]))) {
    throw new BackstoryError("cursor-invalid", "This cursor was not given by this list");
  }
  return values;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function fits(value: unknown, type: SortKey[string] | undefined): boolean {
  if (type === "String") return typeof value === "string";
  if (type === "UUID") return typeof value === "string" && uuid.test(value);
  return Number.isSafeInteger(value) && (type === "Int64" || ((value as number) >= 0 && (value as number) < 256));
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

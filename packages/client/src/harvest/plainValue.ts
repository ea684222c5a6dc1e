import { types } from "node:util";
import { keptParts } from "./keptParts.ts";

/** A value as a cell of a table or a property shows it: a text as it is, nothing as an empty one, the rest as JSON. */
export function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  const plain = plainValue(value);
  if (plain === undefined || plain === null) return "";
  return typeof plain === "string" ? plain : JSON.stringify(plain);
}

/** A value as JSON can carry it: numbers that JSON has no word for are texts, a map is an object, a set an array. */
export function plainValue(value: unknown): unknown {
  try {
    return plainOf(value, []);
  } catch {
    return plainOf(keptParts(value).kept, []);
  }
}

function plainOf(value: unknown, within: readonly object[]): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol") return String(value);
  return typeof value === "object" && value !== null ? plainObject(value, within) : value;
}

function plainObject(value: object, within: readonly object[]): unknown {
  if (within.includes(value) || within.length > 50) return "(circular)";
  const deeper = [...within, value];
  const each = (part: unknown) => plainOf(part, deeper) ?? null;
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (types.isRegExp(value)) return String(value);
  if (types.isNativeError(value)) return `${value.name}: ${value.message}`;
  if (types.isAnyArrayBuffer(value)) return [...new Uint8Array(value)];
  if (value instanceof DataView) return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, each);
  if (Array.isArray(value)) return value.map(each);
  if (value instanceof Set) return Array.from(value, each);
  const entries =
    value instanceof Map ? Array.from(value, ([key, part]) => [plainText(key), part]) : Object.entries(value);
  return Object.fromEntries(
    entries.filter(([, part]) => part !== undefined).map(([key, part]) => [key, plainOf(part, deeper)]),
  );
}

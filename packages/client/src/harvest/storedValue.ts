import { deserialize, serialize } from "node:v8";
import type { StoredValue } from "../inTest/facts.ts";
import { keptParts } from "./keptParts.ts";

/** Larger values are kept as a word about them: they would stop the test that stores them. */
const mostBytes = 16 * 1_048_576;

/** A value on its way to another process, and what of it could not go. */
export interface PackedValue {
  readonly value: string;
  readonly trouble?: string;
}

/**
 * Packs a value: numbers of every kind, dates, maps, sets, bytes, circles and all. What no process can hand to another, as
 * a function, is replaced by a placeholder that says what it was; its neighbours go as they are.
 */
export function packedValue(value: unknown): PackedValue {
  try {
    return { value: packed(value) };
  } catch {
    const { kept, lost } = keptParts(value);
    const trouble = lost.length === 0 ? "it cannot be read" : `${lost.slice(0, 3).join(", ")} cannot be kept`;
    try {
      return { value: packed(kept), trouble };
    } catch (error) {
      return { value: packed(`(${error instanceof Error ? error.message : "it cannot be kept"})`), trouble };
    }
  }
}

/** The value that a fact carries. */
export function storedValue({ value }: Pick<StoredValue, "value">): unknown {
  return value === undefined ? undefined : deserialize(Buffer.from(value, "base64"));
}

function packed(value: unknown): string {
  const bytes = serialize(value);
  if (bytes.length > mostBytes)
    throw new Error(`a value of ${bytes.length} bytes, more than the ${mostBytes} that are kept`);
  return bytes.toString("base64");
}

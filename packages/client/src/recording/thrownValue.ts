import { inspect } from "node:util";

/** A field of anything that was thrown. Undefined when there is none, and when reading it throws, as a Proxy may. */
export function fieldOf(value: unknown, key: string): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    return (value as Readonly<Record<string, unknown>>)[key];
  } catch {
    return undefined;
  }
}

/** A field of anything that was thrown, when it is a text that says something. */
export function textField(value: unknown, key: string): string | undefined {
  const field = fieldOf(value, key);
  return typeof field === "string" && field !== "" ? field : undefined;
}

/** Any value in words, without running code of its own: no traps of a Proxy, no getters, no `toString`. */
export function wordsOf(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return inspect(value, { customInspect: false, depth: 3, maxArrayLength: 100, maxStringLength: 10_000 });
  } catch {
    return `(a ${typeof value} that cannot be told in words)`;
  }
}

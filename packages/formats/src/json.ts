import type { Json } from "@backstory/model";

/** A JSON object. */
export type JsonObject = Readonly<Record<string, Json>>;

/** The value when it is an object; undefined otherwise. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The objects in a list; what else stands in it, or is no list, is left out. */
export function asObjects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(asObject).filter((each) => each !== undefined) : [];
}

/** The text when it is one and not empty; undefined otherwise. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Any value as text: a text as it is, another as JSON. */
export function inWords(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** The bytes as JSON; `why` is given what is wrong with them, with the line where the engine tells it. */
export function parseJson(bytes: Uint8Array, fail: (why: string) => Error): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error));
  }
}

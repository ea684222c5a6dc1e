import { isUtf8 } from "node:buffer";
import { cut } from "./explain.ts";
import { wellFormed } from "./wellFormed.ts";

/** A JSON object as it came, not yet checked. */
export type RawRecord = Record<string, unknown>;

/** Either what a line holds or why it was refused. */
export type ParsedLine = { readonly record: RawRecord } | { readonly reason: string };

const maxDepth = 64;
const surrogateEscape = /\\u[dD][89a-fA-F]/;

/**
 * The JSON object that a line holds. Refused: bytes that are not UTF-8, NaN and infinite numbers, values nested deeper
 * than 64. Halves of surrogate pairs, which no store can keep as UTF-8, become U+FFFD.
 */
export function parseLine(line: Buffer): ParsedLine {
  if (!isUtf8(line)) return { reason: "it is not UTF-8" };
  const text = line.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return { reason: syntaxReason(text, cause) };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { reason: "it is not a JSON object" };
  const unfit = unfitness(value, 0);
  if (unfit !== undefined) return { reason: unfit };
  return { record: (surrogateEscape.test(text) ? wellFormed(value) : value) as RawRecord };
}

function syntaxReason(text: string, cause: unknown): string {
  if (/[:,[]\s*(?:NaN|-?Infinity)\b/.test(text)) return "it holds NaN or Infinity, which JSON does not have";
  return cut(`it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
}

function unfitness(value: unknown, depth: number): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "it holds a number that is too large";
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === maxDepth) return `it is nested deeper than ${maxDepth} levels`;
  for (const key in value) {
    const entry = (value as RawRecord)[key];
    if (typeof entry === "string") continue;
    const unfit = unfitness(entry, depth + 1);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}

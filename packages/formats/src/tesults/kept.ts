import type { JsonObject } from "../json.ts";
import { asTime } from "../times.ts";

const most = 1_048_576;

/**
 * What the other fields of a record would not give back exactly: custom fields that are no texts, files, times that are
 * none, keys that Tesults does not know, and the name where it had to be numbered. Kept under one key that no schema knows,
 * which is how records keep such things. More than a mebibyte of it is left out, and that said.
 */
export function keptOf(
  attempt: JsonObject,
  { name, retries }: { readonly name: string; readonly retries: unknown },
): { readonly tesults?: JsonObject } {
  const kept = Object.fromEntries(Object.entries(attempt).filter(([key, value]) => !isRebuilt(key, value, name)));
  // Attempts that are told as a list of objects come back as attempts.
  const whole = retries === undefined || Array.isArray(retries) ? kept : { ...kept, _Retries: retries as string };
  if (Object.keys(whole).length === 0) return {};
  return { tesults: JSON.stringify(whole).length <= most ? whole : { _Cut: `more than ${most} characters` } };
}

function isRebuilt(key: string, value: unknown, name: string): boolean {
  if (key === "name") return value === name;
  if (key === "start") return typeof value === "number" && asTime(value) !== undefined && Number.isInteger(value);
  if (key === "duration") return typeof value === "number" && value >= 0 && value < 4_000_000_000;
  if (key === "params" || key === "steps") return typeof value === "object";
  if (key === "suite" || key === "desc" || key === "reason" || key === "rawResult") return typeof value === "string";
  if (key === "result") return value === "pass" || value === "fail" || value === "unknown";
  return key.startsWith("_") && typeof value === "string" && key !== "_Tags";
}

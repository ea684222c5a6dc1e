import { bounds, statuses } from "@backstory/model";
import { isTime } from "./isTime.ts";
import type { RawRecord } from "./parseLine.ts";

const statusWords = new Set<unknown>(statuses);

/**
 * Whether a record is a result of the shape that nearly all have, holding only keys that are known: then it needs no
 * further check. False means nothing but that the schema has to look; true is never said of what the schema refuses.
 */
export function isPlainResult(record: RawRecord): boolean {
  let required = 0;
  for (const key in record) {
    const check = checks[key];
    if (check === undefined || !check(record[key])) return false;
    if (requiredKeys.has(key)) required++;
  }
  return required === requiredKeys.size;
}

const requiredKeys = new Set(["kind", "resultId", "suite", "name", "attempt", "status", "startedAt", "durationMs"]);

const checks: Readonly<Record<string, ((value: unknown) => boolean) | undefined>> = Object.assign(Object.create(null), {
  kind: (value: unknown) => value === "result",
  resultId: isName,
  suite: isWord,
  name: isName,
  params: isPlainParams,
  displayName: isWord,
  attempt: (value: unknown) => isWhole(value, 255),
  status: (value: unknown) => statusWords.has(value),
  rawStatus: isWord,
  startedAt: isTime,
  durationMs: isDuration,
  phases: (value: unknown) => Array.isArray(value) && value.length <= bounds.entries && value.every(isPlainPhase),
  file: isWord,
  line: (value: unknown) => isWhole(value, 4_294_967_295),
  worker: isWord,
  stdout: isText,
  stderr: isText,
  log: isText,
  labels: isPlainLabels,
});

function isWord(value: unknown): boolean {
  return typeof value === "string" && value.length <= bounds.word;
}

function isName(value: unknown): boolean {
  return isWord(value) && value !== "";
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= bounds.text;
}

function isWhole(value: unknown, maximum: number): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maximum;
}

function isDuration(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 4_000_000_000;
}

function isPlainPhase(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { name, status, startedAt, durationMs } = value as RawRecord;
  return (
    isWord(name) &&
    statusWords.has(status) &&
    (startedAt === undefined || isTime(startedAt)) &&
    (durationMs === undefined || isDuration(durationMs))
  );
}

/** Whether a value is a map of texts, numbers, truths and nulls. */
export function isPlainParams(value: unknown): boolean {
  return isMapOf(value, (entry) => typeof entry !== "object" || entry === null);
}

/** Whether a value is a map of short lists of words. */
export function isPlainLabels(value: unknown): boolean {
  return isMapOf(value, (entry) => Array.isArray(entry) && entry.length <= 100 && entry.every(isWord));
}

/** At most 100 entries, fewer than the schema allows: counting up to its bound is left to the schema. */
function isMapOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  let entries = 0;
  for (const key in value) {
    if (++entries > 100 || key.length > bounds.word || key === "__proto__" || !isEntry((value as RawRecord)[key]))
      return false;
  }
  return true;
}

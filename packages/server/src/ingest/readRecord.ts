import {
  attachmentRecord,
  endRecord,
  errorRecord,
  eventRecord,
  type RecordKind,
  resultRecord,
  submissionRecord,
} from "@backstory/model";
import { cut, explain } from "./explain.ts";
import { parseLine, type RawRecord } from "./parseLine.ts";
import { isPlainResult } from "./plainResult.ts";

/** A record that was checked: what is known of its kind, with defaults filled in, and what nobody knows. */
export interface CheckedRecord {
  readonly kind: RecordKind;
  readonly known: RawRecord;
  readonly unknown: RawRecord | undefined;
}

/** Either a checked record or why the line was refused. */
export type ReadLine = CheckedRecord | { readonly reason: string };

const schemas = {
  submission: submissionRecord,
  result: resultRecord,
  event: eventRecord,
  attachment: attachmentRecord,
  error: errorRecord,
  end: endRecord,
} satisfies Record<RecordKind, unknown>;

const knownKeys = new Map(Object.entries(schemas).map(([kind, schema]) => [kind, new Set(Object.keys(schema.shape))]));

/** One line of a submission, checked against the schema of its kind. */
export function readRecord(line: Buffer): ReadLine {
  const parsed = parseLine(line);
  if ("reason" in parsed) return parsed;
  const raw = parsed.record;
  const kind = raw["kind"];
  if (kind === "result") {
    if (raw["attempt"] === undefined) raw["attempt"] = 1;
    if (isPlainResult(raw)) return { kind, known: raw, unknown: undefined };
  }
  return isKind(kind) ? checkAgainstSchema(kind, raw) : { reason: kindReason(kind) };
}

function isKind(kind: unknown): kind is RecordKind {
  return typeof kind === "string" && Object.hasOwn(schemas, kind);
}

function kindReason(kind: unknown): string {
  if (kind === undefined) return "kind is missing";
  return cut(`kind must be one of ${Object.keys(schemas).join(", ")}`);
}

function checkAgainstSchema(kind: RecordKind, raw: RawRecord): ReadLine {
  const parsed = schemas[kind].safeParse(raw);
  if (!parsed.success) return { reason: explain(parsed.error, raw) };
  const keys = knownKeys.get(kind) as ReadonlySet<string>;
  const checked = parsed.data as RawRecord;
  const known: RawRecord = {};
  for (const key of keys) if (Object.hasOwn(checked, key)) known[key] = checked[key];
  return { kind, known, unknown: without(raw, keys) };
}

/** The entries of a record beside the given keys; undefined when there are none. */
function without(raw: RawRecord, keys: ReadonlySet<string>): RawRecord | undefined {
  const rest = Object.entries(raw).filter(([key]) => !keys.has(key));
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

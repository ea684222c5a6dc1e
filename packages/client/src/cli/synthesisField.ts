import type { Harvested, SynthesisRow } from "@backstory/model";

/** What a test told in a run, of a run's synthesis or of a harvest of several runs. */
export type ToldRow = Omit<Harvested, "runId"> & Partial<Pick<SynthesisRow, "attempts"> & Pick<Harvested, "runId">>;

/** A value of a synthesis as a table shows it. */
export type FieldValue = string | number | boolean | null;

/** The value that a row has under a name: of a param, a metric or a property, else of the result itself; null when none. */
export function fieldOf(row: ToldRow, name: string): FieldValue {
  for (const fields of [row.params, row.metrics, row.properties]) {
    if (Object.hasOwn(fields, name)) return plain(fields[name]);
  }
  return Object.hasOwn(own, name) ? (own[name]?.(row) ?? null) : null;
}

/** The names of all params, then metrics, then properties of some rows, each once. */
export function fieldNames(rows: readonly ToldRow[]): string[] {
  const kinds = ["params", "metrics", "properties"] as const;
  return [...new Set(kinds.flatMap((kind) => rows.flatMap((row) => Object.keys(row[kind]))))];
}

/** The value as text: nothing for null, numbers to six digits. */
export function fieldText(value: FieldValue): string {
  if (value === null) return "";
  return typeof value === "number" && !Number.isInteger(value) ? String(Number(value.toPrecision(6))) : String(value);
}

const own: Readonly<Record<string, (row: ToldRow) => FieldValue>> = {
  test: (row) => row.displayName || row.name,
  suite: (row) => row.suite,
  name: (row) => row.name,
  outcome: (row) => row.outcome,
  durationMs: (row) => row.durationMs,
  attempts: (row) => row.attempts ?? null,
  run: (row) => row.runId ?? null,
};

function plain(value: unknown): FieldValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}

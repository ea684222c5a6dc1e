import type { SynthesisEntry } from "./entry.ts";
import { plainText, plainValue } from "./plainValue.ts";

/** What of a synthesis stands in a table. */
export interface TableOptions {
  /** Columns by names, in this order; `*` stands for any text. All of them if not given. */
  readonly columns?: readonly string[];
  /** Columns by whose values tests are summed up: counts of each status, and the mean of every column of numbers. */
  readonly groupBy?: readonly string[];
}

/** A table: cells hold values as tests stored them; as text they are CSV, Markdown or JSON. */
export interface SynthesisTable {
  readonly columns: readonly string[];
  readonly rows: readonly SynthesisEntry[];
  /** How many tests there are, and how many of each status. */
  readonly counts: Readonly<Record<string, number>>;
  toCsv(): string;
  toMarkdown(): string;
  toJson(): string;
}

const statuses = ["passed", "failed", "broken", "skipped"] as const;

/** The table of flat entries. */
export function tableOf(
  entries: readonly SynthesisEntry[],
  { columns: wanted = [], groupBy = [] }: TableOptions = {},
): SynthesisTable {
  const all = groupBy.length === 0 ? entries : grouped(entries, groupBy);
  const columns = chosenColumns(all, wanted);
  const rows = all.map((row) =>
    Object.fromEntries(columns.filter((name) => Object.hasOwn(row, name)).map((name) => [name, row[name]])),
  );
  const counts = countsOf(entries);
  const cells = () => rows.map((row) => columns.map((name) => plainText(row[name])));
  return {
    columns,
    rows,
    counts,
    toCsv: () => [columns, ...cells()].map((line) => `${line.map(csvCell).join(",")}\n`).join(""),
    toMarkdown: () =>
      `${markdown(columns, cells())}\n${Object.entries(counts)
        .map(([word, count]) => `${count} ${word}`)
        .join(", ")}\n`,
    toJson: () => `${JSON.stringify({ counts, rows: rows.map((row) => plainValue(row)) }, null, 2)}\n`,
  };
}

/** The columns in the order of their first appearance, or those that the patterns name, in their order. */
function chosenColumns(rows: readonly SynthesisEntry[], patterns: readonly string[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (patterns.length === 0) return columns;
  return [...new Set(patterns.flatMap((pattern) => columns.filter((name) => matcherOf(pattern).test(name))))];
}

function matcherOf(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

function countsOf(rows: readonly SynthesisEntry[]): Record<string, number> {
  const counts: Record<string, number> = { tests: rows.length };
  for (const status of statuses)
    counts[status] = rows.filter((row) => (row["status"] ?? row["testStatus"]) === status).length;
  return counts;
}

/** A row for each combination of values in these columns. */
function grouped(rows: readonly SynthesisEntry[], by: readonly string[]): SynthesisEntry[] {
  const groups = new Map<string, SynthesisEntry[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => plainText(row[name])));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const numeric = chosenColumns(rows, []).filter(
    (name) => !by.includes(name) && rows.some((row) => typeof row[name] === "number"),
  );
  return Array.from(groups.values(), (members) => ({
    ...Object.fromEntries(by.map((name) => [name, members[0]?.[name]])),
    ...countsOf(members),
    ...Object.fromEntries(
      numeric.map((name) => [`mean_${name}`, meanOf(members, name)]).filter(([, mean]) => mean !== undefined),
    ),
  }));
}

function meanOf(rows: readonly SynthesisEntry[], name: string): number | undefined {
  const numbers = rows
    .map((row) => row[name])
    .filter((value) => typeof value === "number" && !Number.isNaN(value)) as number[];
  return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function markdown(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => text.split(/\s+/).join(" ").trim().replaceAll("|", "\\|");
  return [columns, columns.map(() => "---"), ...rows].map((line) => `| ${line.map(cell).join(" | ")} |\n`).join("");
}

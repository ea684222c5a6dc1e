import type { SqlAnswer } from "@backstory/model";
import type { ChartLine } from "../chart/linesPlot.tsx";
import { cellText } from "../table/dataColumn.ts";
import { isNumberType, isTimeType, type SqlRow } from "./resultColumns.ts";

/** How an answer is drawn; nothing when it has no number to draw. */
export type ResultChart =
  | { readonly kind: "lines"; readonly isTime: boolean; readonly lines: readonly ChartLine[]; readonly left: number }
  | {
      readonly kind: "bars";
      readonly name: string;
      readonly bars: readonly { name: string; value: number }[];
      readonly left: number;
    };

const mostLines = 12;
const mostBars = 60;

/**
 * Chooses a drawing by the types of the columns. Along the bottom stands the first time, or else the first of several
 * numbers; every other number is a line, one for each word of the first text column when there is one. Without either, the
 * first number is a bar for each row. `left` is how many lines or bars found no room.
 */
export function resultChart({ columns, rows }: Pick<SqlAnswer, "columns" | "rows">): ResultChart | undefined {
  const places = columns.map((_, index) => index);
  const times = places.filter((index) => isTimeType(columns[index]?.type ?? ""));
  const numbers = places.filter((index) => isNumberType(columns[index]?.type ?? ""));
  const words = places.filter((index) => !times.includes(index) && !numbers.includes(index));
  if (numbers.length === 0 || rows.length === 0) return undefined;
  const x = times[0] ?? (words.length === 0 && numbers.length > 1 ? numbers[0] : undefined);
  if (x === undefined)
    return barsOf(rows, { value: numbers[0] ?? 0, words, name: columns[numbers[0] ?? 0]?.name ?? "" });
  const values = numbers.filter((index) => index !== x);
  if (values.length === 0) return undefined;
  const isTime = times.length > 0;
  const lines = linesOf(rows, {
    x: (row) => (isTime ? Date.parse(isoOf(String(row[x]))) : Number(row[x])),
    word: words[0],
    values: values.map((index) => ({ index, name: columns[index]?.name ?? "" })),
  });
  return { kind: "lines", isTime, lines: lines.slice(0, mostLines), left: Math.max(0, lines.length - mostLines) };
}

interface LinePlaces {
  readonly x: (row: SqlRow) => number;
  readonly word: number | undefined;
  readonly values: readonly { readonly index: number; readonly name: string }[];
}

function linesOf(rows: readonly SqlRow[], { x, word, values }: LinePlaces): ChartLine[] {
  const lines = new Map<string, [number, number][]>();
  const isTold = values.length > 1 || word === undefined;
  for (const row of rows) {
    const group = word === undefined ? "" : cellText(row[word]);
    for (const { index, name } of values) {
      const point: [number, number] = [x(row), Number(row[index] ?? Number.NaN)];
      if (!point.every(Number.isFinite)) continue;
      const line = lineName(group, isTold ? name : "");
      lines.set(line, lines.get(line) ?? []);
      lines.get(line)?.push(point);
    }
  }
  return [...lines].map(([name, points]) => ({ name, points }));
}

function lineName(group: string, name: string): string {
  return group === "" || name === "" ? group + name : `${group} · ${name}`;
}

function barsOf(
  rows: readonly SqlRow[],
  { value, words, name }: { readonly value: number; readonly words: readonly number[]; readonly name: string },
): ResultChart {
  const bars = rows
    .map((row, index) => ({
      name: words.map((word) => cellText(row[word])).join(" · ") || String(index + 1),
      value: Number(row[value] ?? Number.NaN),
    }))
    .filter((bar) => Number.isFinite(bar.value));
  return { kind: "bars", name, bars: bars.slice(0, mostBars), left: Math.max(0, bars.length - mostBars) };
}

/** A day is its beginning in UTC, as everywhere in the store. */
function isoOf(text: string): string {
  return text.length === 10 ? `${text}T00:00:00Z` : text;
}

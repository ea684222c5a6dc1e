import type { HistoryCell } from "@backstory/model";

/** A day that is written over the column of a run. */
export interface DayMark {
  readonly column: number;
  readonly text: string;
}

/** A mark takes the room of so many columns. */
const apart = 3;

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** The day of each column of some cells, which come newest first. */
export function daysOf(cells: readonly HistoryCell[]): string[] {
  const startOf = new Map(cells.map(({ run }) => [run.runId, run.startedAt]));
  return [...startOf.values()].toReversed().map((startedAt) => day.format(new Date(startedAt)));
}

/** The days from a column up to, not at, another: each over its first run there, unless too close to the one before. */
export function dayMarks(days: readonly string[], first: number, end: number): DayMark[] {
  const marks: DayMark[] = [];
  for (const [index, text] of days.slice(first, end).entries()) {
    const column = first + index;
    const last = marks.at(-1);
    if (last === undefined || (text !== days[column - 1] && column - last.column >= apart))
      marks.push({ column, text });
  }
  return marks;
}

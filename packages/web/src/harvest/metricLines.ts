import type { ChartLine } from "../chart/linesPlot.tsx";
import type { HarvestRow } from "./harvestFields.ts";
import { type PivotChoice, pivotTable } from "./pivotTable.ts";

const mostLines = 12;

/** A value over runs: a line for each value of the row field, at the time of each run. `left`: lines without room. */
export function metricLines(
  rows: readonly HarvestRow[],
  choice: PivotChoice,
): { readonly lines: ChartLine[]; readonly left: number } {
  const times = new Map(rows.map(({ run }) => [run.runId, Date.parse(run.startedAt)]));
  const ids = { key: "run", word: "Run", isNumber: false, value: ({ run }: HarvestRow) => run.runId };
  const { columns, lines } = pivotTable(rows, { ...choice, column: ids });
  const drawn = lines.map(({ name, cells }): ChartLine => {
    const points = cells.flatMap((value, index): [number, number][] =>
      value === null ? [] : [[times.get(columns[index] ?? "") ?? 0, value]],
    );
    return { name, points: points.toSorted(([one], [other]) => one - other) };
  });
  return { lines: drawn.slice(0, mostLines), left: Math.max(0, drawn.length - mostLines) };
}

import type { TestGrid } from "@backstory/model";
import type { GridOrder } from "../search/gridSearch.ts";

/** The tests and runs of a grid as they are drawn: oldest run at the left. */
export interface GridModel {
  readonly runs: TestGrid["runs"];
  readonly tests: TestGrid["tests"];
}

/** A place in a grid: the number of a row and of a column. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

const failing = /[FB]/g;

/** The grid in an order, perhaps without tests that passed whenever they ran. */
export function gridModel(
  { runs, tests }: TestGrid,
  { order, isOnlySome }: { order: GridOrder; isOnlySome: boolean },
): GridModel {
  const shown = isOnlySome ? tests.filter(({ cells }) => /[FBK]/.test(cells)) : tests;
  const weigh = { name: () => 0, fails: failsIn, flips: flipsIn }[order];
  const weighed = shown.map((test) => ({ test, weight: weigh(test.cells) }));
  const sorted = order === "name" ? weighed : weighed.toSorted((one, other) => other.weight - one.weight);
  return { runs: runs.toReversed(), tests: sorted.map(({ test }) => test) };
}

/** The letter of a place: `.` where the run had no result of the test. */
export function letterAt({ runs, tests }: GridModel, { row, column }: GridPlace): string {
  return tests[row]?.cells[runs.length - 1 - column] ?? ".";
}

/** The next failing place behind one, or before it, row by row; undefined when there is none. */
export function nextFailure(model: GridModel, from: GridPlace, step: 1 | -1): GridPlace | undefined {
  const width = model.runs.length;
  for (let row = from.row; row >= 0 && row < model.tests.length; row += step) {
    const begin = step === 1 ? 0 : width - 1;
    let column = row === from.row ? from.column + step : begin;
    for (; column >= 0 && column < width; column += step) {
      const letter = letterAt(model, { row, column });
      if (letter === "F" || letter === "B") return { row, column };
    }
  }
  return undefined;
}

/** How many cells failed; among as many, more flaky ones weigh more. */
function failsIn(cells: string): number {
  return (cells.match(failing)?.length ?? 0) + (cells.match(/K/g)?.length ?? 0) / 10_000;
}

/** Changes between failing and not failing, skips and gaps left out. */
function flipsIn(cells: string): number {
  let [flips, before] = [0, ""];
  for (const letter of cells) {
    if (letter === "." || letter === "S") continue;
    const now = letter === "F" || letter === "B" ? "F" : "P";
    if (before !== "" && now !== before) flips += 1;
    before = now;
  }
  return flips;
}

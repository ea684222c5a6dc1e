import type { HistoryCell } from "@backstory/model";
import type { HistoryWay } from "../search/testSearch.ts";
import { outcomes } from "../status/outcomes.ts";

/** The runs of a test that have one word in common: a branch, a target, a pair of the variant, a worker, the params. */
export interface GridRow {
  readonly word: string;
  readonly failing: number;
  /** By the column of their run, which rises with time. */
  readonly cells: ReadonlyMap<number, HistoryCell>;
}

/** The runs of a test over time, oldest first, and how it ended in them, a row a word. */
export interface RunGrid {
  readonly runIds: readonly string[];
  readonly rows: readonly GridRow[];
}

/**
 * Cells, newest first, as a grid of runs. The word that fails most has the first row; those of `order` keep the places
 * that they have there, so that news and older runs move no row.
 */
export function runGrid(way: HistoryWay, cells: readonly HistoryCell[], order: readonly string[] = []): RunGrid {
  const runIds = [...new Set(cells.map(({ run }) => run.runId))].toReversed();
  const columns = new Map(runIds.map((runId, column) => [runId, column]));
  const found = new Map<string, Map<number, HistoryCell>>();
  for (const cell of cells) {
    for (const word of wordsOf(way, cell)) {
      const row = found.get(word) ?? new Map<number, HistoryCell>();
      row.set(columns.get(cell.run.runId) ?? 0, cell);
      found.set(word, row);
    }
  }
  const rows = [...found].map(([word, own]): GridRow => {
    return { word, cells: own, failing: [...own.values()].filter(({ outcome }) => outcomes[outcome].failing).length };
  });
  return { runIds, rows: sorted(rows, order) };
}

function sorted(rows: readonly GridRow[], order: readonly string[]): GridRow[] {
  const places = new Map(order.map((word, place) => [word, place]));
  const placeOf = ({ word }: GridRow) => places.get(word) ?? order.length;
  return rows.toSorted(
    (one, other) => placeOf(one) - placeOf(other) || other.failing - one.failing || other.cells.size - one.cells.size,
  );
}

function wordsOf(way: HistoryWay, { run, target, variant, params, attempts }: HistoryCell): string[] {
  switch (way) {
    case "branch":
      return [run.branch];
    case "target":
      return [target];
    case "variant":
      return pairsOf(variant);
    case "worker":
      return [...new Set(attempts.map(({ worker }) => worker))];
    case "params":
      return [pairsOf(params).join(", ")];
  }
}

function pairsOf(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
}

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { GridRow } from "./runGrid.ts";
import { gridSizes } from "./useGridWindow.ts";

/** A cell of a grid by its row's word and its column; column -1 is the word itself. */
interface CellPlace {
  readonly word: string;
  readonly runId: string | undefined;
}

interface CellCursor {
  /** Where the Tab key enters the grid. */
  readonly row: number;
  readonly column: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Told of a cell that got the focus in another way. */
  readonly stand: (row: number, column: number) => void;
}

interface CursorQuestion {
  readonly box: RefObject<HTMLElement | null>;
  readonly rows: readonly GridRow[];
  readonly runIds: readonly string[];
  readonly words: number;
}

/**
 * Walks through the cells of a grid by the arrow keys, passing over runs that a row has not; Home and End go to its oldest
 * and newest cell. Left of the oldest is the word of the row. The grid is one stop of the Tab key.
 */
export function useCellCursor({ box, rows, runIds, words }: CursorQuestion): CellCursor {
  const [place, setPlace] = useState<CellPlace>();
  const isWanted = useRef(false);
  const known = place === undefined ? -1 : rows.findIndex(({ word }) => word === place.word);
  const row = Math.max(0, known);
  const column = known === -1 ? newestOf(rows[0]) : place?.runId === undefined ? -1 : runIds.indexOf(place.runId);

  const stand = (toRow: number, toColumn: number) => {
    const word = rows[toRow]?.word;
    if (word !== undefined) setPlace({ word, runId: runIds[toColumn] });
  };
  const goTo = (toRow: number, toColumn: number) => {
    if (toRow === row && toColumn === column) return;
    isWanted.current = true;
    stand(toRow, toColumn);
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (!isWanted.current || element === null) return;
    bringIntoSight(element, { row, column, words });
    const cell = element.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`);
    if (cell === null) return;
    isWanted.current = false;
    cell.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = nextCell(event.key, { rows, row, column });
    if (next === undefined) return;
    event.preventDefault();
    goTo(next.row, next.column);
  };
  return { row, column, onKeyDown, stand };
}

interface Standing {
  readonly rows: readonly GridRow[];
  readonly row: number;
  readonly column: number;
}

/** Where a key leads; undefined for a key that is not for grids. */
function nextCell(key: string, { rows, row, column }: Standing): { row: number; column: number } | undefined {
  const columns = columnsOf(rows[row]);
  switch (key) {
    case "ArrowLeft":
      return { row, column: columns.findLast((each) => each < column) ?? -1 };
    case "ArrowRight":
      return { row, column: columns.find((each) => each > column) ?? column };
    case "Home":
      return { row, column: columns[0] ?? -1 };
    case "End":
      return { row, column: columns.at(-1) ?? -1 };
    case "ArrowUp":
      return inRow(rows, Math.max(0, row - 1), column);
    case "ArrowDown":
      return inRow(rows, Math.min(rows.length - 1, row + 1), column);
    default:
      return undefined;
  }
}

/** The cell of a row that is nearest to a column. */
function inRow(rows: readonly GridRow[], row: number, column: number): { row: number; column: number } {
  if (column === -1) return { row, column };
  const distance = (each: number) => Math.abs(each - column);
  const nearest = columnsOf(rows[row]).reduce((best, each) => (distance(each) < distance(best) ? each : best), -1e9);
  return { row, column: Math.max(-1, nearest) };
}

function columnsOf(row: GridRow | undefined): number[] {
  return row === undefined ? [] : [...row.cells.keys()].toSorted((one, other) => one - other);
}

function newestOf(row: GridRow | undefined): number {
  return row === undefined ? -1 : Math.max(...row.cells.keys());
}

/** Scrolls a box as little as shows a cell whole, beside the words and below the head that stay. */
function bringIntoSight(
  box: HTMLElement,
  { row, column, words }: { row: number; column: number; words: number },
): void {
  const { cell, row: height, head } = gridSizes;
  if (column >= 0) {
    const left = column * cell;
    const room = box.clientWidth - words - cell;
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (left > box.scrollLeft + room) box.scrollLeft = left - room;
  }
  const top = row * height;
  const room = box.clientHeight - head - height;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top > box.scrollTop + room) box.scrollTop = top - room;
}

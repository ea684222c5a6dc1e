import { type RefObject, useEffect, useRef, useState } from "react";
import { useKeys } from "../keyboard/useKeys.ts";
import type { VirtualGridProps } from "./virtualGrid.tsx";

/** Where the keyboard stands in a grid. */
export interface RowCursor {
  active: number;
  /** The row that wants the focus as soon as it exists, or -1. */
  wanted: { current: number };
}

type CursorProps<Row> = Pick<
  VirtualGridProps<Row>,
  "rows" | "rowKey" | "isHeading" | "isFailure" | "openKey" | "onMove"
>;

/**
 * Moves a cursor through the rows by `j`, `k`, the arrows, Home and End, and through the failures by `n` and `N`. Of several
 * grids on a page the keys are for the one with the focus, and from its end on for the next one.
 */
export function useRowCursor<Row>(
  { rows, rowKey, isHeading, isFailure, openKey, onMove }: CursorProps<Row>,
  grid: RefObject<HTMLElement | null>,
): RowCursor {
  const [activeKey, setActiveKey] = useState(openKey);
  const wanted = useRef(-1);
  useEffect(() => {
    if (openKey !== undefined) setActiveKey(openKey);
  }, [openKey]);

  const found = activeKey === undefined ? -1 : rows.findIndex((row) => rowKey(row) === activeKey);
  const first = rows.findIndex((row) => !isHeading?.(row));
  const active = found === -1 ? first : found;

  const moveTo = (start: number, step: 1 | -1, isWanted = (row: Row) => !isHeading?.(row)) => {
    let index = start;
    while (rows[index] !== undefined && !isWanted(rows[index] as Row)) index += step;
    const row = rows[index];
    if (row === undefined) return false;
    wanted.current = index;
    setActiveKey(rowKey(row));
    onMove?.(row);
    return true;
  };
  const focused = () => document.activeElement?.closest(".grid-row")?.closest(".grid") ?? null;
  // Before the first key nobody stands anywhere, so that the first row is the next one.
  const before = () => ((found === -1 || focused() !== null) && focused() !== grid.current ? first - 1 : active);
  // A key that reaches us while a grid after this one has the focus is for that one.
  const isOurs = () => {
    const other = focused();
    if (other === null || grid.current === null || other === grid.current) return true;
    return (other.compareDocumentPosition(grid.current) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  };
  const down = () => isOurs() && moveTo(before() + 1, 1);
  const up = () => isOurs() && moveTo(before() - 1, -1);
  const inGrid = (act: () => boolean) => () => {
    if (focused() !== grid.current) return false;
    act();
    return true;
  };
  useKeys({
    n: () => isFailure !== undefined && isOurs() && moveTo(before() + 1, 1, isFailure),
    N: () => isFailure !== undefined && isOurs() && moveTo(before() - 1, -1, isFailure),
    j: down,
    k: up,
    ArrowDown: inGrid(down),
    ArrowUp: inGrid(up),
    Home: inGrid(() => moveTo(0, 1)),
    End: inGrid(() => moveTo(rows.length - 1, -1)),
  });
  return { active, wanted };
}

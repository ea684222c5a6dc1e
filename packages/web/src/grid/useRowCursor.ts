import { useEffect, useRef, useState } from "react";
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

/** Moves a cursor through the rows by `j`, `k`, the arrows, Home and End, and through the failures by `n` and `N`. */
export function useRowCursor<Row>({
  rows,
  rowKey,
  isHeading,
  isFailure,
  openKey,
  onMove,
}: CursorProps<Row>): RowCursor {
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
    if (row === undefined) return;
    wanted.current = index;
    setActiveKey(rowKey(row));
    onMove?.(row);
  };
  // Before the first key nobody stands anywhere, so that the first row is the next one.
  const start = found === -1 && !hasFocus() ? first - 1 : active;
  const down = () => moveTo(start + 1, 1);
  const up = () => moveTo(active - 1, -1);
  const inGrid = (act: () => void) => () => (hasFocus() ? act() : false);
  useKeys({
    n: () => isFailure !== undefined && moveTo(start + 1, 1, isFailure),
    N: () => isFailure !== undefined && moveTo(start - 1, -1, isFailure),
    j: down,
    k: up,
    ArrowDown: inGrid(down),
    ArrowUp: inGrid(up),
    Home: inGrid(() => moveTo(0, 1)),
    End: inGrid(() => moveTo(rows.length - 1, -1)),
  });
  return { active, wanted };
}

function hasFocus(): boolean {
  return document.activeElement?.closest(".grid-row") != null;
}

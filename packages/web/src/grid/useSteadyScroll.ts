import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef } from "react";

interface SteadyScroll<Row> {
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What is listed: while it stays, changed rows are news; when it changes, it is another list. */
  listKey: string;
  virtualizer: Virtualizer<Window, Element>;
}

interface Anchor {
  listKey: string;
  key: string;
  /** How far below the top of the page. */
  start: number;
}

/** Keeps what one reads in its place when something comes in above it, and shows another list from its beginning. */
export function useSteadyScroll<Row>({ rows, rowKey, listKey, virtualizer }: SteadyScroll<Row>): void {
  const anchor = useRef<Anchor>(undefined);
  const { scrollMargin, scrollPaddingStart } = virtualizer.options;

  useLayoutEffect(() => {
    const before = anchor.current;
    const top = scrollMargin - scrollPaddingStart;
    if (before === undefined || window.scrollY <= top) return;
    if (before.listKey !== listKey) {
      window.scrollTo(0, Math.max(top, 0));
      return;
    }
    const row = virtualizer.measurementsCache[rows.findIndex((candidate) => rowKey(candidate) === before.key)];
    if (row !== undefined && row.start !== before.start) window.scrollBy(0, row.start - before.start);
  }, [rows, rowKey, listKey, virtualizer, scrollMargin, scrollPaddingStart]);

  useEffect(() => {
    // The place as it was told: to ask the window would lay the page out once more for each frame.
    const edge = (virtualizer.scrollOffset ?? 0) + scrollPaddingStart;
    const first = virtualizer.getVirtualItems().find((item) => item.end > edge);
    // Before the first measurement the places are not true yet.
    anchor.current = first && scrollMargin > 0 ? { listKey, key: String(first.key), start: first.start } : undefined;
  });
}

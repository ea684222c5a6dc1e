import { defaultRangeExtractor, useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useMedia } from "../parts/useMedia.ts";
import type { RowCursor } from "./useRowCursor.ts";
import { useSteadyScroll } from "./useSteadyScroll.ts";
import type { VirtualGridProps } from "./virtualGrid.tsx";

type WindowProps<Row> = Pick<
  VirtualGridProps<Row>,
  "rows" | "rowKey" | "rowHeight" | "listKey" | "hasMore" | "loadMore"
>;

interface RowWindow {
  body: RefObject<HTMLDivElement | null>;
  items: VirtualItem[];
  height: number;
  /** How far below the top of the page the first row stands. */
  offset: number;
}

const stickyHeight = 132;
/** Paper has no window: so many rows stand on it. */
const mostPrinted = 2_000;

/** Which rows exist now: those in sight, a few around, and the one that the keyboard stands on. */
export function useRowWindow<Row>(props: WindowProps<Row>, cursor: RowCursor): RowWindow {
  const { rows, rowKey, rowHeight, listKey, hasMore, loadMore } = props;
  const body = useRef<HTMLDivElement>(null);
  const offset = useOffset(body);
  const isPrinting = useMedia("print");
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => rowHeight(rows[index] as Row),
    getItemKey: (index) => rowKey(rows[index] as Row),
    overscan: 12,
    scrollMargin: offset,
    scrollPaddingStart: stickyHeight,
    scrollPaddingEnd: 24,
    rangeExtractor: (range) => {
      if (isPrinting) return Array.from({ length: Math.min(rows.length, mostPrinted) }, (_, index) => index);
      const seen = defaultRangeExtractor(range);
      const inSight = cursor.active < 0 || cursor.active >= rows.length || seen.includes(cursor.active);
      return inSight ? seen : [...seen, cursor.active].sort((one, other) => one - other);
    },
  });
  const items = virtualizer.getVirtualItems();
  // Heights are known, not measured: when rows come or go, or all get another height, they are taken anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows and rowHeight are why, though measure() reads them elsewhere.
  useLayoutEffect(() => virtualizer.measure(), [rows, rowHeight, virtualizer]);

  useSteadyScroll({ rows, rowKey, listKey, virtualizer });

  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 40) void loadMore();
  }, [hasMore, last, rows.length, loadMore]);

  useEffect(() => {
    const index = cursor.wanted.current;
    if (index < 0) return;
    virtualizer.scrollToIndex(index, { align: "auto" });
    const link = body.current?.querySelector<HTMLElement>(`[data-index="${index}"] .rowLink`);
    if (!link) return;
    cursor.wanted.current = -1;
    link.focus({ preventScroll: true });
  });
  return { body, items, height: virtualizer.getTotalSize(), offset };
}

function useOffset(body: RefObject<HTMLDivElement | null>): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (body.current) setOffset(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    // At once, so that what moved is put back before it is painted.
    const observer = new ResizeObserver(() => flushSync(measure));
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [body]);
  return offset;
}

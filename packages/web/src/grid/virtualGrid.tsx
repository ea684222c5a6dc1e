// biome-ignore-all lint/a11y/useSemanticElements: the rows of a table cannot be placed freely.
// biome-ignore-all lint/a11y/useFocusableInteractive: the link in a row has the focus.
import { type ReactNode, useRef } from "react";
import { LoadingMore } from "./loadingMore.tsx";
import { useRowCursor } from "./useRowCursor.ts";
import { useRowWindow } from "./useRowWindow.ts";
import "./virtualGrid.css";

export interface VirtualGridProps<Row> {
  label: string;
  /** A class that says which columns the head and the rows have. */
  columns: string;
  /** The words over the columns, in order. */
  head: readonly string[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowHeight: (row: Row) => number;
  /** The cells of a row; its link takes the tabIndex, so that the whole grid is one stop of the Tab key. */
  renderRow: (row: Row, tabIndex: number) => ReactNode;
  /** Rows that only head others are passed over by the keys. */
  isHeading?: (row: Row) => boolean;
  /** The rows that `n` and `N` go to; left away where the page has its own use for these keys. */
  isFailure?: (row: Row) => boolean;
  /** The row that is open, when one is. */
  openKey?: string | undefined;
  /** Told when the keys have moved to a row. */
  onMove?: (row: Row) => void;
  /** Names what is listed, filters and order included, so that news of one list are told from another list. */
  listKey: string;
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** A table of any length that scrolls with the page, of which only what is seen exists; `j` and `k` walk through it. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { label, columns, head, rows, rowKey, renderRow, isHeading, openKey, hasMore } = props;
  const grid = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(props, grid);
  const { body, items, height, offset } = useRowWindow(props, cursor);
  return (
    <div ref={grid} className="grid" role="grid" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1}>
      <div role="rowgroup" className="grid-head">
        <div role="row" aria-rowindex={1} className={columns}>
          {head.map((word) => (
            <span role="columnheader" key={word}>
              {word}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="grid-body" ref={body} style={{ height }}>
        {items.map(({ index, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = rowKey(row);
          return (
            <div
              role="row"
              key={key}
              aria-rowindex={index + 2}
              aria-selected={openKey === undefined ? undefined : key === openKey}
              data-index={index}
              className={isHeading?.(row) ? "grid-heading" : `grid-row ${columns}`}
              style={{ height: size, transform: `translateY(${start - offset}px)` }}
            >
              {renderRow(row, index === cursor.active ? 0 : -1)}
            </div>
          );
        })}
      </div>
      {hasMore && <LoadingMore />}
    </div>
  );
}

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { visibleText } from "../text/visibleText.ts";
import { cellText, columnWidths, type DataColumn, type DataSort, sortedRows, textIn } from "./dataColumn.ts";
import { DataHead } from "./dataHead.tsx";
import { OpenCell } from "./openCell.tsx";
import "./dataTable.css";

interface DataTableProps<Row> {
  label: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  /** Where a row leads to, shown with the cell that is open. */
  links?: (row: Row) => ReactNode;
}

const rowHeight = 28;

/**
 * A table of any columns over rows that are all here already, in a box that scrolls both ways. Arrow keys walk over its
 * cells; the one that they stand on is shown in full below.
 */
export function DataTable<Row>({ label, columns, rows, links }: DataTableProps<Row>) {
  const [sort, setSort] = useState<DataSort>();
  const [cell, setCell] = useState<{ row: number; column: number }>();
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const sorted = useMemo(() => sortedRows(rows, columns, sort), [rows, columns, sort]);
  const template = useMemo(() => {
    const widths = columnWidths(columns, rows);
    return widths.map((width) => `minmax(${width + 4}ch, ${width}fr)`).join(" ");
  }, [columns, rows]);
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: rowHeight,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have other cells.
  useEffect(() => setCell(undefined), [rows]);
  const open = cell && sorted[cell.row];
  const openColumn = cell && columns[cell.column];

  const go = (row: number, column: number) => {
    const next = { row: within(row, sorted.length), column: within(column, columns.length) };
    setCell(next);
    virtualizer.scrollToIndex(next.row, { align: "auto" });
  };
  const move = (event: KeyboardEvent) => {
    const { row, column } = cell ?? { row: -1, column: 0 };
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2);
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [Math.max(row, 0), cell ? column + 1 : 0],
      ArrowLeft: [Math.max(row, 0), column - 1],
      PageDown: [row + page, column],
      PageUp: [row - page, column],
      Home: [event.ctrlKey ? 0 : Math.max(row, 0), 0],
      End: [event.ctrlKey ? sorted.length - 1 : Math.max(row, 0), columns.length - 1],
    };
    const step = steps[event.key];
    if (step === undefined || event.target !== box.current) return;
    event.preventDefault();
    go(...step);
  };
  return (
    <div className="dataTable">
      {/* biome-ignore lint/a11y/useSemanticElements: the rows of a table cannot be placed freely. */}
      <div
        ref={box}
        className="dataTable-box"
        role="grid"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={cell && `${id}-${cell.row}-${cell.column}`}
        tabIndex={0}
        onKeyDown={move}
      >
        <div className="dataTable-all" style={{ height: virtualizer.getTotalSize() + rowHeight }}>
          <DataHead columns={columns} template={template} sort={sort} onSort={setSort} />
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = sorted[index] as Row;
            return (
              // biome-ignore lint/a11y/useSemanticElements: the rows of a table cannot be placed freely.
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the cell.
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className="dataTable-row"
                style={{ gridTemplateColumns: template, transform: `translateY(${start + rowHeight}px)` }}
              >
                {columns.map((column, place) => (
                  // biome-ignore lint/a11y/useSemanticElements: see the row.
                  // biome-ignore lint/a11y/useFocusableInteractive: see the row.
                  // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys do the same.
                  <div
                    key={column.key}
                    id={`${id}-${index}-${place}`}
                    role="gridcell"
                    aria-selected={cell?.row === index && cell.column === place}
                    data-number={column.isNumber ? "" : undefined}
                    onClick={() => setCell({ row: index, column: place })}
                  >
                    {visibleText(textIn(column, row).slice(0, 200)).replaceAll("\n", " ⏎ ")}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {open !== undefined && openColumn && (
        <OpenCell head={openColumn.head} text={cellText(openColumn.value(open))} close={() => setCell(undefined)}>
          {links?.(open)}
        </OpenCell>
      )}
    </div>
  );
}

function within(index: number, count: number): number {
  return Math.min(Math.max(index, 0), count - 1);
}

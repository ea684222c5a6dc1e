// biome-ignore-all lint/a11y/useSemanticElements: the rows of a table cannot be placed freely.
// biome-ignore-all lint/a11y/useFocusableInteractive: the links in the cells have the focus.
import type { HistoryCell, Page } from "@backstory/model";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useAllItems } from "../queries/useAllItems.ts";
import type { HistoryWay } from "../search/testSearch.ts";
import { visibleText } from "../text/visibleText.ts";
import { dayMarks, daysOf } from "./dayMarks.ts";
import { GridCell } from "./gridCell.tsx";
import { GridWord } from "./gridWord.tsx";
import { type RunGrid, runGrid } from "./runGrid.ts";
import { useCellCursor } from "./useCellCursor.ts";
import { gridSizes, useGridWindow } from "./useGridWindow.ts";
import "../result/resultPanel.css";
import "./historyGrid.css";

interface HistoryGridProps {
  testId: string;
  way: HistoryWay;
  cells: UseInfiniteQueryResult<InfiniteData<Page<HistoryCell>>>;
  /** What the cells are the answer to. */
  question: string;
  /** The run whose result is shown. */
  openRun: string | undefined;
}

const nearEdge = 12;

/**
 * A test's runs over time by branch, target, variant, worker or params, the newest at the right: each cell tells how it
 * ended and after which attempts, and leads to the result. Only what is in sight exists; older runs come as one scrolls.
 */
export function HistoryGrid(props: HistoryGridProps) {
  const { way, cells, question } = props;
  const { items, listKey, hasMore, loadMore } = useAllItems(cells, question);
  const order = useRef({ question: "", words: [] as readonly string[] });
  const grid = useMemo(() => {
    const known = order.current.question === question ? order.current.words : [];
    return runGrid(way, items, known);
  }, [way, items, question]);
  useEffect(() => {
    if (listKey !== "") order.current = { question, words: grid.rows.map(({ word }) => word) };
  }, [grid, question, listKey]);

  if (grid.rows.length === 0) return <p className="muted">{emptyWords(way, items.length)}</p>;
  return (
    <Grid {...props} grid={grid} items={items} hasMore={hasMore} loadMore={listKey === "" ? undefined : loadMore} />
  );
}

function emptyWords(way: HistoryWay, count: number): string {
  if (count === 0) return "No run of this test is left: take off a filter.";
  return way === "params" ? "This test has no params." : `No run has a ${way}.`;
}

interface GridProps extends Omit<HistoryGridProps, "cells"> {
  grid: RunGrid;
  items: readonly HistoryCell[];
  hasMore: boolean;
  /** Left away while other cells stand in. */
  loadMore: (() => Promise<unknown>) | undefined;
}

function Grid({ testId, way, question, openRun, grid, items, hasMore, loadMore }: GridProps) {
  const box = useRef<HTMLDivElement>(null);
  const { runIds, rows } = grid;
  const { columns, rows: inSight, oldest, words, isAtEnd, goToEnd } = useGridWindow({ box, runIds, question });
  const cursor = useCellCursor({ box, rows, runIds, words });
  const days = useMemo(() => daysOf(items), [items]);
  const isNearEdge = oldest !== undefined && oldest < nearEdge;
  useEffect(() => {
    if (hasMore && isNearEdge) void loadMore?.();
  }, [hasMore, isNearEdge, loadMore]);

  return (
    <div className="historyGrid" data-at-end={isAtEnd ? "" : undefined}>
      <div
        ref={box}
        className="historyGrid-box"
        role="grid"
        aria-label={`Runs by ${way}, newest at the right`}
        aria-rowcount={rows.length}
        aria-colcount={hasMore ? -1 : runIds.length + 1}
        onKeyDown={cursor.onKeyDown}
      >
        <div
          className="historyGrid-all"
          role="rowgroup"
          style={{
            width: words + runIds.length * gridSizes.cell,
            height: gridSizes.head + rows.length * gridSizes.row,
          }}
        >
          <div className="historyGrid-days" aria-hidden="true">
            {dayMarks(days, oldest ?? 0, columns.end).map(({ column, text }) => (
              <span key={column} style={{ left: words + column * gridSizes.cell }}>
                {text}
              </span>
            ))}
          </div>
          {rows.map((row, index) => {
            const isActive = index === cursor.row;
            if (!isActive && (index < inSight.first || index >= inSight.end)) return null;
            const shown = [...row.cells].filter(
              ([column]) => (column >= columns.first && column < columns.end) || (isActive && column === cursor.column),
            );
            return (
              <div
                key={row.word}
                role="row"
                className="historyGrid-row"
                aria-rowindex={index + 1}
                style={{ top: gridSizes.head + index * gridSizes.row }}
              >
                <GridWord
                  way={way}
                  row={row}
                  width={words}
                  place={`${index} -1`}
                  tabIndex={isActive && cursor.column === -1 ? 0 : -1}
                />
                {shown
                  .toSorted(([one], [other]) => one - other)
                  .map(([column, cell]) => (
                    <GridCell
                      key={cell.run.runId}
                      cell={cell}
                      testId={testId}
                      rowWord={visibleText(row.word)}
                      column={column}
                      left={words + column * gridSizes.cell}
                      place={`${index} ${column}`}
                      isOpen={cell.run.runId === openRun && cell.testId === testId}
                      isStop={isActive && cursor.column === column}
                      onStand={() => cursor.stand(index, column)}
                    />
                  ))}
              </div>
            );
          })}
        </div>
      </div>
      <button type="button" className="textButton historyGrid-newest" onClick={goToEnd} disabled={isAtEnd}>
        Newest runs
      </button>
    </div>
  );
}

import type { ResultSort, RunResult } from "@backstory/model";
import { useCallback, useMemo } from "react";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { outcomes } from "../status/outcomes.ts";
import type { Selection } from "./actions/useSelection.ts";
import { ResultRow, resultHead } from "./resultRow.tsx";
import { type ResultsRow, resultRows } from "./resultRows.ts";
import { SuiteHeading } from "./suiteHeading.tsx";
import "./resultsList.css";

interface ResultsListProps {
  results: readonly RunResult[];
  sort: ResultSort;
  /** Whether suites head their results. */
  withHeadings: boolean;
  selection: Selection;
  openTest: string | undefined;
  open: (testId: string) => void;
  listKey: string;
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** The results of a run, under their suites. */
export function ResultsList(props: ResultsListProps) {
  const { results, sort, withHeadings, selection, openTest, open, listKey, hasMore, loadMore } = props;
  const rows = useMemo(
    () => (withHeadings ? resultRows(results, sort) : results.map(rowOf)),
    [results, sort, withHeadings],
  );
  const isOpen = openTest !== undefined;
  const { has, choose } = selection;
  const renderRow = useCallback(
    (row: ResultsRow, tabIndex: number) =>
      "result" in row ? (
        <ResultRow
          result={row.result}
          tabIndex={tabIndex}
          withSuite={row.withSuite}
          isOther={isOpen}
          isChosen={has(row.result.testId)}
          choose={choose}
        />
      ) : (
        <SuiteHeading suite={row.suite} />
      ),
    [isOpen, has, choose],
  );
  return (
    <VirtualGrid
      label="Results"
      columns="resultsColumns"
      head={resultHead}
      rows={rows}
      rowKey={keyOf}
      rowHeight={heightOf}
      renderRow={renderRow}
      isHeading={isHeading}
      openKey={openTest}
      onMove={(row) => isOpen && "result" in row && open(row.result.testId)}
      listKey={listKey}
      hasMore={hasMore}
      loadMore={loadMore}
    />
  );
}

const rowOf = (result: RunResult): ResultsRow => ({ key: result.testId, result, withSuite: true });
const keyOf = (row: ResultsRow) => row.key;
const isHeading = (row: ResultsRow) => "suite" in row;

function heightOf(row: ResultsRow): number {
  if ("suite" in row) return 36;
  return outcomes[row.result.outcome].failing && row.result.failure?.message ? 56 : 36;
}

import type { ResultSort, RunResult } from "@backstory/model";
import { useCallback, useMemo } from "react";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { outcomes } from "../status/outcomes.ts";
import { ResultRow, resultHead } from "./resultRow.tsx";
import { type ResultsRow, resultRows } from "./resultRows.ts";
import { SuiteHeading } from "./suiteHeading.tsx";
import "./resultsList.css";

interface ResultsListProps {
  results: readonly RunResult[];
  sort: ResultSort;
  openTest: string | undefined;
  open: (testId: string) => void;
  listKey: string;
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** The results of a run, under their suites. */
export function ResultsList({ results, sort, openTest, open, listKey, hasMore, loadMore }: ResultsListProps) {
  const rows = useMemo(() => resultRows(results, sort), [results, sort]);
  const isOpen = openTest !== undefined;
  const renderRow = useCallback(
    (row: ResultsRow, tabIndex: number) =>
      "result" in row ? (
        <ResultRow result={row.result} tabIndex={tabIndex} withSuite={row.withSuite} isOther={isOpen} />
      ) : (
        <SuiteHeading suite={row.suite} />
      ),
    [isOpen],
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

const keyOf = (row: ResultsRow) => row.key;
const isHeading = (row: ResultsRow) => "suite" in row;

function heightOf(row: ResultsRow): number {
  if ("suite" in row) return 36;
  return outcomes[row.result.outcome].failing && row.result.failure?.message ? 56 : 36;
}

import type { HistoryEntry } from "@backstory/model";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { outcomes } from "../status/outcomes.ts";
import { HistoryRow, historyHead } from "./historyRow.tsx";
import "./historyTable.css";

interface HistoryTableProps {
  testId: string;
  entries: readonly HistoryEntry[];
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** Every run that a test was in, newest first. */
export function HistoryTable({ testId, entries, hasMore, loadMore }: HistoryTableProps) {
  return (
    <VirtualGrid
      label="History"
      columns="historyColumns"
      head={historyHead}
      rows={entries}
      rowKey={keyOf}
      rowHeight={heightOf}
      renderRow={(entry, tabIndex) => <HistoryRow entry={entry} testId={testId} tabIndex={tabIndex} />}
      isFailure={isFailed}
      listKey={testId}
      hasMore={hasMore}
      loadMore={loadMore}
    />
  );
}

const keyOf = (entry: HistoryEntry) => entry.run.runId;
const heightOf = () => 36;
const isFailed = (entry: HistoryEntry) => outcomes[entry.outcome].failing;

import type { Run } from "@backstory/model";
import { useCallback } from "react";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { useMedia } from "../parts/useMedia.ts";
import { RunRow, runHead } from "./runRow.tsx";
import "./runsColumns.css";

interface RunsListProps {
  runs: readonly Run[];
  listKey: string;
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** The runs, newest first. */
export function RunsList({ runs, listKey, hasMore, loadMore }: RunsListProps) {
  const isNarrow = useMedia("(width < 848px)");
  const rowHeight = useCallback(() => (isNarrow ? 60 : 40), [isNarrow]);
  return (
    <VirtualGrid
      label="Runs"
      columns="runsColumns"
      head={runHead}
      rows={runs}
      rowKey={(run) => run.runId}
      rowHeight={rowHeight}
      renderRow={(run, tabIndex) => <RunRow run={run} tabIndex={tabIndex} />}
      isFailure={isFailed}
      listKey={listKey}
      hasMore={hasMore}
      loadMore={loadMore}
    />
  );
}

const isFailed = (run: Run) => run.status === "failed";

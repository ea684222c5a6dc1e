import type { Run } from "@backstory/model";
import { useCallback, useMemo } from "react";
import { Cell } from "../grid/cell.tsx";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { useKeys } from "../keyboard/useKeys.ts";
import { useMedia } from "../parts/useMedia.ts";
import type { RunsGroup } from "../search/runsSearch.ts";
import { visibleText } from "../text/visibleText.ts";
import { RunRow, runHead } from "./runRow.tsx";
import { type RunsRow, runsRows } from "./runsRows.ts";
import "./runsColumns.css";

interface RunsListProps {
  runs: readonly Run[];
  group: RunsGroup | undefined;
  picked: readonly string[];
  onPick: (runId: string) => void;
  listKey: string;
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** The runs, newest first, or under what groups them; `x` picks the one where the keys stand. */
export function RunsList({ runs, group, picked, onPick, listKey, hasMore, loadMore }: RunsListProps) {
  const rows = useMemo(() => runsRows(runs, group), [runs, group]);
  const isNarrow = useMedia("(width < 848px)");
  const rowHeight = useCallback((row: RunsRow) => ("heading" in row ? 36 : isNarrow ? 60 : 40), [isNarrow]);
  const renderRow = useCallback(
    (row: RunsRow, tabIndex: number) =>
      "run" in row ? (
        <RunRow run={row.run} tabIndex={tabIndex} isPicked={picked.includes(row.run.runId)} onPick={onPick} />
      ) : (
        <Cell span={9}>
          <bdi>{visibleText(row.heading)}</bdi>
        </Cell>
      ),
    [picked, onPick],
  );
  useKeys({
    x: () => {
      const row = document.activeElement?.closest<HTMLElement>("[data-index]");
      const found = row?.closest(".grid") ? rows[Number(row.dataset["index"])] : undefined;
      if (found === undefined || !("run" in found)) return false;
      onPick(found.run.runId);
      return true;
    },
  });
  return (
    <VirtualGrid
      label="Runs"
      columns="runsColumns"
      head={runHead}
      rows={rows}
      rowKey={keyOf}
      rowHeight={rowHeight}
      renderRow={renderRow}
      isHeading={isHeading}
      isFailure={isFailed}
      listKey={listKey}
      hasMore={hasMore}
      loadMore={loadMore}
    />
  );
}

const keyOf = ({ key }: RunsRow) => key;
const isHeading = (row: RunsRow) => "heading" in row;
const isFailed = (row: RunsRow) => "run" in row && row.run.status === "failed";

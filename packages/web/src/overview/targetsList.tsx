import type { TargetOverview } from "@backstory/model";
import { useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { Cell } from "../grid/cell.tsx";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { useMedia } from "../parts/useMedia.ts";
import { CopyTargets } from "./copyTargets.tsx";
import { TargetRow, targetHead } from "./targetRow.tsx";
import { type TargetsRow, targetsRows } from "./targetsRows.ts";
import "./targetsList.css";

/** Every target at a glance, the one that ran last first; those of one group stand together. */
export function TargetsList({ targets }: { targets: readonly TargetOverview[] }) {
  const rows = useMemo(() => targetsRows(targets), [targets]);
  const scope = useSearch({ from: "/" });
  const isNarrow = useMedia("(width < 1000px)");
  const rowHeight = useCallback((row: TargetsRow) => ("heading" in row ? 36 : isNarrow ? 104 : 52), [isNarrow]);
  return (
    <section aria-labelledby="targets">
      <div className="overviewTitle">
        <h2 id="targets">Targets</h2>
        <CopyTargets targets={targets} scope={scope} />
      </div>
      <VirtualGrid
        label="Targets"
        columns="targetColumns"
        head={targetHead}
        rows={rows}
        rowKey={keyOf}
        rowHeight={rowHeight}
        renderRow={renderRow}
        isHeading={isHeading}
        isFailure={isFailure}
        listKey="targets"
        hasMore={false}
        loadMore={nothingMore}
      />
    </section>
  );
}

const keyOf = ({ key }: TargetsRow) => key;
const isHeading = (row: TargetsRow) => "heading" in row;
const isFailure = (row: TargetsRow) => "target" in row && row.target.recentRuns[0]?.status === "failed";
const nothingMore = () => Promise.resolve();

function renderRow(row: TargetsRow, tabIndex: number) {
  if ("target" in row) return <TargetRow target={row.target} tabIndex={tabIndex} />;
  return <Cell span={6}>{row.heading}</Cell>;
}

import type { Change, ChangeClass } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { VirtualGrid } from "../../grid/virtualGrid.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Problem } from "../../parts/problem.tsx";
import { SkeletonRows } from "../../parts/skeletonRows.tsx";
import { runChangeListQuery } from "../../queries/runChangesQuery.ts";
import { useAllItems } from "../../queries/useAllItems.ts";
import { ChangeRow, changeHead } from "./changeRow.tsx";
import { changeWords } from "./changeWords.ts";

interface ChangeListProps {
  runId: string;
  change: ChangeClass;
  openTest: string | undefined;
  open: (testId: string) => void;
}

/** The tests of one class of changes, with the evidence for each. */
export function ChangeList({ runId, change, openTest, open }: ChangeListProps) {
  const query = useInfiniteQuery(runChangeListQuery(runId, change));
  const { items, listKey, hasMore, loadMore } = useAllItems(query, change);
  if (query.error && !query.data) return <Problem error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={8} rowHeight={56} />;
  if (items.length === 0) return <Notice title={`No test is ${changeWords[change].word}`} />;
  const isOpen = openTest !== undefined;
  return (
    <VirtualGrid
      label={`Tests that are ${changeWords[change].word}`}
      columns="changesColumns"
      head={changeHead}
      rows={items}
      rowKey={keyOf}
      rowHeight={heightOf}
      renderRow={(row, tabIndex) => <ChangeRow change={row} tabIndex={tabIndex} isOther={isOpen} />}
      openKey={openTest}
      onMove={(row) => isOpen && row.after.runs > 0 && open(row.testId)}
      listKey={listKey}
      hasMore={hasMore}
      loadMore={loadMore}
    />
  );
}

const keyOf = (change: Change) => change.testId;
const heightOf = () => 56;

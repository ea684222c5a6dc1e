import type { RunDetail } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAsof } from "../asof/useAsof.ts";
import { useKeys } from "../keyboard/useKeys.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { runResultsQuery } from "../queries/runResultsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { ResultPanel } from "../result/resultPanel.tsx";
import type { RunSearch } from "../search/runSearch.ts";
import { SelectionBar } from "./actions/selectionBar.tsx";
import { focusedTest, useSelection } from "./actions/useSelection.ts";
import { useTestActions } from "./actions/useTestActions.tsx";
import { ChangeList } from "./changes/changeList.tsx";
import { GroupedResults } from "./groups/groupedResults.tsx";
import { isGrouped } from "./groups/groupKinds.ts";
import { NoResults } from "./noResults.tsx";
import { ResultsList } from "./resultsList.tsx";
import { RunToolbar } from "./runToolbar.tsx";
import { useFailureKeys } from "./useFailureKeys.ts";
import { useOpenResult } from "./useOpenResult.ts";
import "./runResults.css";

/** The results of a run with their filters, and beside them the one that is open. */
export function RunResults({ run, search }: { run: RunDetail; search: RunSearch }) {
  const query = useInfiniteQuery(runResultsQuery(run.runId, search));
  const { items, listKey, hasMore, loadMore } = useAllItems(query, [
    search.status,
    search.q,
    search.suite,
    search.sort,
  ]);
  const { open, close } = useOpenResult(search.test);
  const selection = useSelection(useMemo(() => items.map(({ testId }) => testId), [items]));
  const { ask, shown } = useTestActions(selection.clear);
  const isPast = useAsof() !== undefined;
  useFailureKeys({ results: items, openTest: search.test, loadMore, open, close });
  useKeys({
    a: () => {
      if (isPast) return;
      const one = focusedTest() ?? search.test;
      ask("assign", selection.testIds.length > 0 ? selection.testIds : one === undefined ? [] : [one]);
    },
  });
  return (
    <div className="runResults" data-open={search.test === undefined ? undefined : ""}>
      <div className="runResults-list">
        {search.change === undefined && <RunToolbar run={run} search={search} />}
        {list()}
      </div>
      {search.test !== undefined && (
        <ResultPanel runId={run.runId} testId={search.test} attempt={search.attempt} close={close} />
      )}
      {!isPast && <SelectionBar selection={selection} ask={ask} />}
      {shown}
    </div>
  );

  function list() {
    if (search.change)
      return <ChangeList runId={run.runId} change={search.change} openTest={search.test} open={open} />;
    if (isGrouped(search.by)) {
      return <GroupedResults run={run} search={search} by={search.by} open={open} selection={selection} />;
    }
    if (query.error && !query.data) return <Problem error={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <SkeletonRows count={12} rowHeight={36} />;
    if (items.length === 0) return <NoResults run={run} />;
    return (
      <ResultsList
        results={items}
        sort={search.sort ?? "failures"}
        withHeadings={search.by !== "flat"}
        selection={selection}
        openTest={search.test}
        open={open}
        listKey={listKey}
        hasMore={hasMore}
        loadMore={loadMore}
      />
    );
  }
}

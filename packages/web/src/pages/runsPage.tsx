import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useKeys } from "../keyboard/useKeys.ts";
import { usePageActions } from "../palette/pageActions.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { runsQuery } from "../queries/runsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { CopyRuns } from "../runs/copyRuns.tsx";
import { NoRuns } from "../runs/noRuns.tsx";
import { PickBar } from "../runs/pickBar.tsx";
import { RunsFilters } from "../runs/runsFilters.tsx";
import { RunsList } from "../runs/runsList.tsx";
import { usePicks } from "../runs/usePicks.ts";
import { runsFilter } from "../search/runsSearch.ts";
import { usePage } from "../shell/usePage.ts";
import { SavedViews } from "../views/savedViews.tsx";

/**
 * What ran: every run, newest first, growing while tests run. At first glance one sees which failed and how many tests.
 * From here one opens a run, narrows the list to a branch or build, and picks two runs to compare.
 */
export function RunsPage() {
  usePage("Runs");
  const search = useSearch({ from: "/runs" });
  const filter = useMemo(() => runsFilter(search), [search]);
  const runs = useInfiniteQuery(runsQuery(filter));
  const { items, listKey, hasMore, loadMore } = useAllItems(runs, [filter, search.group]);
  const picks = usePicks(search.pick);
  useKeys({ c: picks.compare });
  usePageActions(picks.picked.length === 2 ? [{ word: "Compare the picked runs", act: picks.compare, keys: "c" }] : []);
  return (
    <>
      <header className="pageHead runsHead">
        <h1>Runs</h1>
        <div className="pageTools">
          <SavedViews page="runs" />
          <CopyRuns filter={filter} runs={items} />
        </div>
        <RunsFilters search={search} runs={items} />
      </header>
      {body()}
      <PickBar picked={picks.picked} onClear={picks.clear} />
    </>
  );

  function body() {
    if (runs.error && !runs.data) return <Problem error={runs.error} retry={() => void runs.refetch()} />;
    if (!runs.data) return <SkeletonRows count={14} rowHeight={44} />;
    if (items.length === 0) return <NoRuns isFiltered={Object.keys(filter).length > 0} />;
    return (
      <RunsList
        runs={items}
        group={search.group}
        picked={picks.picked}
        onPick={picks.toggle}
        listKey={listKey}
        hasMore={hasMore}
        loadMore={loadMore}
      />
    );
  }
}

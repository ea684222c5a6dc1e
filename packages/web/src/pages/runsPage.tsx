import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { runsQuery } from "../queries/runsQuery.ts";
import { targetsQuery } from "../queries/targetsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { NoRuns } from "../runs/noRuns.tsx";
import { RunsFilters } from "../runs/runsFilters.tsx";
import { RunsList } from "../runs/runsList.tsx";
import { TargetStrips } from "../runs/targetStrips.tsx";
import { usePage } from "../shell/usePage.ts";

/** The front page: every target at a glance, and the list of runs, newest first. */
export function RunsPage() {
  usePage("Runs");
  const search = useSearch({ from: "/runs" });
  const targets = useQuery(targetsQuery());
  const runs = useInfiniteQuery(runsQuery(search));
  const { items, listKey, hasMore, loadMore } = useAllItems(runs, search);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <>
      <header className="pageHead">
        <h1>Runs</h1>
        <RunsFilters search={search} targets={targets.data ?? []} runs={items} />
      </header>
      {body()}
    </>
  );

  function body() {
    const failed = runs.error ?? targets.error;
    if (failed && !runs.data) return <Problem error={failed} retry={() => void runs.refetch()} />;
    if (!runs.data || !targets.data) return <SkeletonRows count={14} rowHeight={44} />;
    if (items.length === 0) return <NoRuns isFiltered={isFiltered} />;
    return (
      <>
        {!isFiltered && <TargetStrips targets={targets.data} />}
        <RunsList runs={items} listKey={listKey} hasMore={hasMore} loadMore={loadMore} />
      </>
    );
  }
}

import type { RunDetail } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { runResultsQuery } from "../queries/runResultsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { ResultPanel } from "../result/resultPanel.tsx";
import type { RunSearch } from "../search/runSearch.ts";
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
  useFailureKeys({ results: items, openTest: search.test, loadMore, open, close });
  return (
    <div className="runResults" data-open={search.test === undefined ? undefined : ""}>
      <div className="runResults-list">
        <RunToolbar run={run} search={search} />
        {list()}
      </div>
      {search.test !== undefined && (
        <ResultPanel runId={run.runId} testId={search.test} attempt={search.attempt} close={close} />
      )}
    </div>
  );

  function list() {
    if (query.error && !query.data) return <Problem error={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <SkeletonRows count={12} rowHeight={36} />;
    if (items.length === 0) return <NoResults run={run} />;
    return (
      <ResultsList
        results={items}
        sort={search.sort ?? "failures"}
        openTest={search.test}
        open={open}
        listKey={listKey}
        hasMore={hasMore}
        loadMore={loadMore}
      />
    );
  }
}

import type { RunDetail } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { runResultsQuery } from "../queries/runResultsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { ResultPanel } from "../result/resultPanel.tsx";
import type { RunSearch } from "../search/runSearch.ts";
import { ResultsList } from "./resultsList.tsx";
import { RunToolbar } from "./runToolbar.tsx";
import { useFailureKeys } from "./useFailureKeys.ts";
import "./runResults.css";

/** The results of a run with their filters, and beside them the one that is open. */
export function RunResults({ run, search }: { run: RunDetail; search: RunSearch }) {
  const navigate = useNavigate({ from: "/runs/$runId" });
  const query = useInfiniteQuery(runResultsQuery(run.runId, search));
  const { items, hasMore, loadMore } = useAllItems(query);
  const open = useCallback(
    (test: string | undefined, replace: boolean) =>
      void navigate({
        search: (before) => ({ ...before, test, attempt: undefined }) as RunSearch,
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  useFailureKeys({ results: items, openTest: search.test, loadMore, open });
  const follow = (test: string) => search.test !== undefined && open(test, true);
  return (
    <div className="runResults" data-open={search.test === undefined ? undefined : ""}>
      <div className="runResults-list">
        <RunToolbar run={run} search={search} />
        {list()}
      </div>
      {search.test !== undefined && <ResultPanel runId={run.runId} testId={search.test} attempt={search.attempt} />}
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
        onMove={follow}
        hasMore={hasMore}
        loadMore={loadMore}
      />
    );
  }
}

function NoResults({ run }: { run: RunDetail }) {
  if (run.counts.total > 0) {
    return <Notice title="No result matches">Take away a filter or a word of the search to see more.</Notice>;
  }
  if (run.state === "running")
    return <Notice title="No test has finished yet">Results appear here as they come.</Notice>;
  return (
    <Notice title="This run has no results">
      The runner started and ended without running a test: look at its own output for why, and at the errors above.
    </Notice>
  );
}

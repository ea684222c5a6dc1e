import type { Page, RunResult } from "@backstory/model";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { RunSearch } from "../search/runSearch.ts";

/** The results of a run that the filters leave, or of one group of them, in the order asked for, page by page. */
export function runResultsQuery(runId: string, search: RunSearch, group?: string) {
  const { status, q, suite, sort = "failures" } = search;
  const filters = { status, q, suite, sort, group };
  return infiniteQueryOptions({
    queryKey: ["runResults", runId, filters],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<RunResult>>(
        `/runs/${encodeURIComponent(runId)}/results`,
        { ...filters, limit: 200, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // While a filter changes the old rows stay, but never those of another run.
    placeholderData: (previous, query) => (query?.queryKey[1] === runId ? previous : undefined),
  });
}

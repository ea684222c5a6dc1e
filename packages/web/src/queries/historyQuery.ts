import type { HistoryEntry, Page } from "@backstory/model";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** Which runs of a test are looked at; without any word all of them. */
interface HistoryFilters {
  readonly branch?: string | undefined;
  readonly target?: string | undefined;
  readonly variant?: string | undefined;
  readonly status?: string | undefined;
}

/** The history of a test, newest first, page by page. */
export function historyQuery(testId: string, filters: HistoryFilters = {}) {
  return infiniteQueryOptions({
    queryKey: ["history", testId, filters],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<HistoryEntry>>(
        `/tests/${encodeURIComponent(testId)}/history`,
        { ...filters, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (previous, query) => (query?.queryKey[1] === testId ? keepPreviousData(previous) : undefined),
  });
}

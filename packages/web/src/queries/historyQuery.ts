import type { HistoryEntry, Page } from "@backstory/model";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** The history of a test, newest first, page by page. */
export function historyQuery(testId: string) {
  return infiniteQueryOptions({
    queryKey: ["history", testId],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<HistoryEntry>>(
        `/tests/${encodeURIComponent(testId)}/history`,
        { limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

import type { HistoryCell, Page } from "@backstory/model";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { TestSearch } from "../search/testSearch.ts";

/** The cells of a test's history, newest first, page by page; told apart by params they are those of its whole family. */
export function historyCellsQuery(testId: string, { by, branch, in: target, variant, status }: TestSearch) {
  const family = by === "params";
  const filters = { branch, target, variant, status, family: String(family), limit: family ? 500 : 150 };
  return infiniteQueryOptions({
    queryKey: ["history", testId, "cells", filters],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<HistoryCell>>(
        `/tests/${encodeURIComponent(testId)}/cells`,
        { ...filters, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (previous, query) => (query?.queryKey[1] === testId ? keepPreviousData(previous) : undefined),
  });
}

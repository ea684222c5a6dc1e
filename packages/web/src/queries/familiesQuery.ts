import type { ListedFamily, Page } from "@backstory/model";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { TestsSearch } from "../search/testsSearch.ts";

/** The families of the tests that a search finds, page by page. */
export function familiesQuery({ by: _, ...search }: TestsSearch) {
  return infiniteQueryOptions({
    queryKey: ["families", search],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<ListedFamily>>("/families", { ...search, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

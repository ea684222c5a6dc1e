import type { Page, Test } from "@backstory/model";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { TestsSearch } from "../search/testsSearch.ts";

/** The tests that the words leave, page by page. */
export function testsQuery(search: TestsSearch) {
  return infiniteQueryOptions({
    queryKey: ["tests", search],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<Test>>("/tests", { ...search, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

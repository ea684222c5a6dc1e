import type { ListedTest, ListedTests, Page } from "@backstory/model";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { TestsSearch } from "../search/testsSearch.ts";

/** A test of a list, with the runs that its cells are about: each page has its own. */
export interface ShownTest extends ListedTest {
  readonly lookedAt: ListedTests["runs"];
}

/** The tests that a search finds, page by page. */
export function testsQuery({ by: _, ...search }: TestsSearch) {
  return infiniteQueryOptions({
    queryKey: ["tests", search],
    queryFn: async ({ pageParam, signal }): Promise<Page<ShownTest>> => {
      const question = { ...search, limit: 100, cursor: pageParam };
      const { items, runs, nextCursor } = await getJson<ListedTests>("/tests", question, signal);
      return { items: items.map((item) => ({ ...item, lookedAt: runs })), nextCursor };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

import type { Change, ChangeClass, Changes, Page } from "@backstory/model";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { CompareSearch } from "../search/compareSearch.ts";

/** The two sides of a comparison, by their selectors, and where they are looked for. */
export type Sides = Readonly<Record<"a" | "b", string>> & Pick<CompareSearch, "project" | "target">;

/** How many tests of each class come with the comparison. */
export const firstOnes = 100;

/** What changed from one selection of runs to another: how many tests in each class, with the first of them. */
export function comparisonQuery(sides: Sides) {
  return queryOptions({
    queryKey: ["compare", sides],
    queryFn: ({ signal }) => getJson<Changes>("/compare", { ...sides, limit: firstOnes }, signal),
  });
}

/** The tests of one class, page by page; the first page came with the comparison. */
export function comparedClassQuery(sides: Sides, changes: Changes, name: ChangeClass) {
  const list = changes.lists.find((each) => each.class === name);
  const first: Page<Change> = { items: list?.items ?? [], nextCursor: list?.nextCursor ?? null };
  return infiniteQueryOptions({
    queryKey: ["compare", sides, name],
    queryFn: async ({ pageParam, signal }): Promise<Page<Change>> => {
      const question = { ...sides, class: name, limit: firstOnes, cursor: pageParam };
      const [found] = (await getJson<Changes>("/compare", question, signal)).lists;
      return { items: found?.items ?? [], nextCursor: found?.nextCursor ?? null };
    },
    initialPageParam: undefined as string | undefined,
    initialData: { pages: [first], pageParams: [undefined] },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

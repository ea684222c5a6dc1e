import type { TestGrid } from "@backstory/model";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { GridSearch } from "../search/gridSearch.ts";

/** How each test that a search finds ended in each of the newest runs. */
export function gridQuery({ q, project, target, runs = 50 }: GridSearch) {
  const asked = { q, project, target, runs };
  return queryOptions({
    queryKey: ["grid", asked],
    queryFn: ({ signal }) => getJson<TestGrid>("/grid", asked, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

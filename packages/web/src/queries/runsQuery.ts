import type { Page, Run } from "@backstory/model";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { RunsFilter } from "../search/runsSearch.ts";

/** The runs that the filters leave, newest first, page by page. */
export function runsQuery(filter: RunsFilter) {
  return infiniteQueryOptions({
    queryKey: ["runs", filter],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<Run>>("/runs", { ...filter, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

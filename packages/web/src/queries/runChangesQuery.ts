import type { ChangeClass, Changes } from "@backstory/model";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** What changed in a run against the one before it: how many tests in each class, with the first of them. */
export function runChangesQuery(runId: string) {
  return queryOptions({
    queryKey: ["runResults", runId, "changes"],
    queryFn: ({ signal }) => getJson<Changes>(`/runs/${encodeURIComponent(runId)}/changes`, { limit: 50 }, signal),
  });
}

/** The tests of one class of changes, page by page. */
export function runChangeListQuery(runId: string, change: ChangeClass) {
  return infiniteQueryOptions({
    queryKey: ["runResults", runId, "changes", change],
    queryFn: async ({ pageParam, signal }) => {
      const path = `/runs/${encodeURIComponent(runId)}/changes`;
      const { lists } = await getJson<Changes>(path, { class: change, limit: 200, cursor: pageParam }, signal);
      return { items: lists[0]?.items ?? [], nextCursor: lists[0]?.nextCursor ?? null };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

import type { Page, SavedView, ViewPage } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** The views of a page that are kept under names. */
export function viewsQuery(page: ViewPage) {
  return queryOptions({
    queryKey: ["views", page],
    queryFn: ({ signal }) => getJson<Page<SavedView>>("/views", { page }, signal),
    select: (answer) => answer.items,
  });
}

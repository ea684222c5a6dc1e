import type { Page, Target } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** Every target with its last run. */
export function targetsQuery() {
  return queryOptions({
    queryKey: ["targets"],
    queryFn: ({ signal }) => getJson<Page<Target>>("/targets", { recent: 1 }, signal),
    select: (page) => page.items,
  });
}

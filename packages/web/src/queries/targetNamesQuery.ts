import type { Page, Target } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** The names of all targets, without their runs. */
export function targetNamesQuery() {
  return queryOptions({
    queryKey: ["targetNames"],
    queryFn: ({ signal }) => getJson<Page<Target>>("/targets", { recent: 0 }, signal),
    select: (page) => page.items,
  });
}

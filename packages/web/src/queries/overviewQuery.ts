import type { Overview } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { ScopeSearch } from "../search/scopeSearch.ts";

/** All targets at a glance, and what needs a person. */
export function overviewQuery({ project, target }: ScopeSearch) {
  return queryOptions({
    queryKey: ["overview", project, target],
    queryFn: ({ signal }) => getJson<Overview>("/overview", { project, target }, signal),
  });
}

import type { Harvest } from "@backstory/model";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { HarvestSearch } from "../search/harvestSearch.ts";

/** What the tests of the newest runs told. */
export function harvestQuery({ project, target, branch, q, runs }: HarvestSearch) {
  const question = { project, target, branch, q, runs };
  return queryOptions({
    queryKey: ["harvest", question],
    queryFn: ({ signal }) => getJson<Harvest>("/harvest", question, signal),
    placeholderData: keepPreviousData,
  });
}

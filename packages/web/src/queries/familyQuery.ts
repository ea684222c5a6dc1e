import type { Family } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** What a family is called, and how many tests it has. */
export function familyQuery(familyId: string) {
  return queryOptions({
    queryKey: ["family", familyId],
    queryFn: ({ signal }) => getJson<Family>(`/families/${encodeURIComponent(familyId)}`, { limit: 1 }, signal),
  });
}

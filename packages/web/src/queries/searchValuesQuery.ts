import type { RecordedField, SearchValues } from "@backstory/model";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** What a field of a search can be compared with. */
export function searchValuesQuery(asked: { field: RecordedField; q: string; project: string | undefined }) {
  return queryOptions({
    queryKey: ["searchValues", asked],
    queryFn: ({ signal }) => getJson<SearchValues>("/search/values", asked, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

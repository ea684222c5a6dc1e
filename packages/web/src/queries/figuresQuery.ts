import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson, type Parameters } from "../api.ts";

/** Figures of one kind, as `/figures/{kind}` answers them. */
export function figuresQuery<Figures>(kind: string, parameters: Parameters) {
  return queryOptions({
    queryKey: ["figures", kind, parameters],
    queryFn: ({ signal }) => getJson<Figures>(`/figures/${kind}`, parameters, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

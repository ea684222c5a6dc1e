import type { ResultDetail } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** How one test ended in one run, with every attempt. */
export function resultQuery(runId: string, testId: string) {
  return queryOptions({
    queryKey: ["result", runId, testId],
    queryFn: ({ signal }) =>
      getJson<ResultDetail>(`/runs/${encodeURIComponent(runId)}/results/${encodeURIComponent(testId)}`, {}, signal),
  });
}

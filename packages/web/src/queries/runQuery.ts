import type { RunDetail } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** One run with what only its own page shows. */
export function runQuery(runId: string) {
  return queryOptions({
    queryKey: ["run", runId],
    queryFn: ({ signal }) => getJson<RunDetail>(`/runs/${encodeURIComponent(runId)}`, {}, signal),
  });
}

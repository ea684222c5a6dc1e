import type { LiveEvent, Overview, Page, Run } from "@backstory/model";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { runQuery } from "../queries/runQuery.ts";
import type { RunsFilter } from "../search/runsSearch.ts";
import { putInOverview } from "./putInOverview.ts";
import { putRun } from "./putRun.ts";

/** Fetches a run that has changed and puts it where it stands in, or belongs into, the lists on the page. */
export async function refreshRun(client: QueryClient, event: LiveEvent): Promise<void> {
  const run = await client.fetchQuery({ ...runQuery(event.runId), staleTime: 0 }).catch(() => undefined);
  if (!run) return;
  for (const [key, data] of client.getQueriesData<InfiniteData<Page<Run>>>({ queryKey: ["runs"] })) {
    if (data) client.setQueryData(key, putRun(data, run, key[1] as RunsFilter));
  }
  client.setQueriesData<Overview>({ queryKey: ["overview"] }, (before) => before && putInOverview(before, run));
  await client.invalidateQueries({ queryKey: ["runResults", event.runId] });
  await client.invalidateQueries({ queryKey: ["result", event.runId] });
}

import type { LiveEvent } from "@backstory/model";
import type { QueryClient } from "@tanstack/react-query";
import { refreshRun } from "./refreshRun.ts";

const manyRuns = 8;
const aboutTests = ["overview", "test", "history", "tests", "families", "family", "grid", "figures", "projects"];

/** Fetches again what news of runs have made old: each run by itself, or everything when there are many. */
export async function applyNews(client: QueryClient, events: readonly LiveEvent[]): Promise<void> {
  if (events.length > manyRuns) {
    await client.invalidateQueries();
    return;
  }
  await Promise.all(events.map((event) => refreshRun(client, event)));
  await client.invalidateQueries({ queryKey: ["targets"] });
  if (events.some((event) => event.type === "began")) await client.invalidateQueries({ queryKey: ["targetNames"] });
  if (events.every((event) => event.type !== "ended")) return;
  for (const key of aboutTests) await client.invalidateQueries({ queryKey: [key] });
}

import type { LiveEvent } from "@backstory/model";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { refreshRun } from "./refreshRun.ts";

/** Whether news of runs arrive: `waiting` before the first answer, `lost` while the server does not answer. */
export type LiveState = "waiting" | "live" | "lost";

const gatherMs = 700;
const manyRuns = 8;

/** Follows `/live` and brings what the page shows up to date, at most once in {@link gatherMs}. */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("waiting");

  useEffect(() => {
    const source = new EventSource("/api/v1/live");
    const changed = new Map<string, LiveEvent>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasLost = false;

    const flush = () => {
      timer = undefined;
      const events = [...changed.values()];
      changed.clear();
      void applyNews(client, events);
    };
    const hear = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as LiveEvent;
      changed.set(event.runId, event);
      timer ??= setTimeout(flush, gatherMs);
    };
    source.onopen = () => {
      setState("live");
      if (wasLost) void client.invalidateQueries();
      wasLost = false;
    };
    source.onerror = () => {
      setState("lost");
      wasLost = true;
    };
    source.onmessage = hear;
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [client]);

  return state;
}

async function applyNews(client: QueryClient, events: LiveEvent[]): Promise<void> {
  if (events.length > manyRuns) {
    await client.invalidateQueries();
    return;
  }
  await Promise.all(events.map((event) => refreshRun(client, event)));
  await client.invalidateQueries({ queryKey: ["targets"] });
  const ended = events.some((event) => event.type === "ended");
  if (ended)
    for (const key of ["test", "history", "tests", "projects"]) void client.invalidateQueries({ queryKey: [key] });
}

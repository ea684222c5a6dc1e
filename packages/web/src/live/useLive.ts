import type { LiveEvent } from "@backstory/model";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useAsof } from "../asof/useAsof.ts";
import { applyNews } from "./applyNews.ts";
import { followEvents } from "./followEvents.ts";

/** Whether news of runs arrive: `waiting` before the first answer, `lost` while the server does not answer, `past` when
 * the pages show another moment, of which there are no news. */
export type LiveState = "waiting" | "live" | "lost" | "past";

const gatherMs = 700;

/** Follows `/live` and brings what the page shows up to date, at most once in {@link gatherMs}. */
export function useLive(): LiveState {
  const client = useQueryClient();
  const isPast = useAsof() !== undefined;
  const [state, setState] = useState<LiveState>("waiting");

  useEffect(() => {
    if (isPast) return;
    const changed = new Map<string, LiveEvent>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      const events = [...changed.values()];
      changed.clear();
      void applyNews(client, events);
    };
    const stop = followEvents({
      onEvent(event) {
        changed.set(event.runId, event);
        timer ??= setTimeout(flush, gatherMs);
      },
      onOpen(again) {
        setState("live");
        if (again) void client.invalidateQueries();
      },
      onLost: () => setState("lost"),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, isPast]);

  return isPast ? "past" : state;
}

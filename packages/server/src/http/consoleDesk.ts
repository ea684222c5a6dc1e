import { setTimeout as sleep } from "node:timers/promises";
import { BackstoryError } from "@backstory/model";
import { consoleLimits } from "../store/console/consoleLimits.ts";

/** Lets a few statements of the console run at once and some wait, and stops those that nobody wants any longer. */
export interface ConsoleDesk {
  /** Runs a task that asks the console under this mark; `sql-busy` when too many are waiting. */
  run<Answer>(mark: string, task: () => Promise<Answer>): Promise<Answer>;
  /**
   * Resolves once the statement with this mark does not run. One that has not come yet, because its stop overtook it on
   * the way, is not run when it comes.
   */
  stop(mark: string): Promise<void>;
}

/** How many stops of statements that have not come are remembered; the oldest is forgotten first. */
const mostStopsAhead = 100;

/** A desk in front of the console's connection; `stopOne` ends the statement with a mark, if it runs. */
export function consoleDesk(stopOne: (mark: string) => Promise<void>): ConsoleDesk {
  const standing = new Map<string, { stopped: boolean; runs: boolean }>();
  const stoppedAhead = new Set<string>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running < consoleLimits.atOnce) {
      running += 1;
      return;
    }
    if (waiting.length >= consoleLimits.waiting) {
      throw new BackstoryError("sql-busy", `${waiting.length} statements are waiting already.`);
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  function stopAhead(mark: string): void {
    stoppedAhead.delete(mark);
    stoppedAhead.add(mark);
    const [oldest] = stoppedAhead;
    if (stoppedAhead.size > mostStopsAhead && oldest !== undefined) stoppedAhead.delete(oldest);
  }

  return {
    async run(mark, task) {
      if (standing.has(mark)) throw new BackstoryError("request-invalid", "A statement with this queryId is running.");
      const state = { stopped: stoppedAhead.delete(mark), runs: false };
      standing.set(mark, state);
      try {
        await enter();
        try {
          if (state.stopped) throw new BackstoryError("sql-stopped", "The statement was stopped before it ran.");
          state.runs = true;
          return await task();
        } finally {
          leave();
        }
      } finally {
        standing.delete(mark);
      }
    },
    async stop(mark) {
      const state = standing.get(mark);
      if (state === undefined) return stopAhead(mark);
      state.stopped = true;
      // It may be between two steps, or not in the engine's list yet: asked again until it is gone.
      for (let round = 0; round < 200 && state.runs && standing.get(mark) === state; round++) {
        await stopOne(mark);
        await sleep(50);
      }
    },
  };
}

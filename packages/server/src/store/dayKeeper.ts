import { submissionTime } from "@backstory/model";
import type { Connection } from "./connection.ts";
import type { Logger } from "./logger.ts";
import { serial } from "./serial.ts";
import type { SubmissionKey } from "./summarise.ts";
import { type ProjectDay, staleDays, summariseDay } from "./summariseDay.ts";

/** Keeps the summaries of days, a little behind the runs: a day costs more than a run and changes with each of its parts. */
export interface DayKeeper {
  /** Notes that submissions changed: their days are recomputed before long. */
  touch(submissions: readonly SubmissionKey[]): void;
  /** Recomputes now what was noted. */
  flush(): Promise<void>;
  /** Stops; what is noted is found stale by the next start. */
  close(): Promise<void>;
}

/** Days are recomputed at most this often, and take at most a twentieth of the time. */
const pauseMs = 5_000;

/** A keeper that begins with the days that a process before this one left stale. */
export function keepDays(connection: Connection, logger: Logger): DayKeeper {
  const dirty = new Map<string, ProjectDay>();
  const exclusively = serial();
  let timer: NodeJS.Timeout | undefined;
  let lastMs = 0;
  let closed = false;

  const flush = (): Promise<void> =>
    exclusively(async () => {
      clearTimeout(timer);
      timer = undefined;
      const begun = performance.now();
      for (const [key, day] of dirty) {
        if (closed) return;
        dirty.delete(key);
        await summariseDay(connection, day).catch((error: unknown) => {
          dirty.set(key, day);
          throw error;
        });
      }
      lastMs = performance.now() - begun;
    });

  function schedule(): void {
    if (closed || timer !== undefined || dirty.size === 0) return;
    timer = setTimeout(
      () => {
        flush().catch((error: unknown) => {
          logger.warn({ error }, "the summaries of days could not be recomputed; trying again");
          schedule();
        });
      },
      Math.max(pauseMs, 20 * lastMs),
    ).unref();
  }

  function note(days: readonly ProjectDay[]): void {
    for (const day of days) dirty.set(`${day.project} ${day.day}`, day);
    schedule();
  }

  const stale = exclusively(async () => note(await staleDays(connection)));
  stale.catch((error: unknown) => logger.warn({ error }, "stale summaries of days could not be found"));

  return {
    touch: (submissions) => note(submissions.map(dayOf)),
    flush,
    async close() {
      closed = true;
      clearTimeout(timer);
      await exclusively(() => Promise.resolve());
    },
  };
}

function dayOf({ project, submissionId }: SubmissionKey): ProjectDay {
  return { project, day: new Date(submissionTime(submissionId)).toISOString().slice(0, 10) };
}

import { submissionTime } from "@backstory/model";
import type { Connection } from "./connection.ts";
import type { Logger } from "./logger.ts";
import { pacedWork } from "./pacedWork.ts";
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
  const { ask, flush, exclusively, close } = pacedWork({
    ...{ logger, pauseMs, failure: "the summaries of days could not be recomputed" },
    async work(isClosed) {
      for (const [key, day] of dirty) {
        if (isClosed()) return;
        dirty.delete(key);
        await summariseDay(connection, day).catch((error: unknown) => {
          dirty.set(key, day);
          throw error;
        });
      }
    },
  });

  function note(days: readonly ProjectDay[]): void {
    for (const day of days) dirty.set(`${day.project} ${day.day}`, day);
    if (dirty.size > 0) ask();
  }

  const stale = exclusively(async () => note(await staleDays(connection)));
  stale.catch((error: unknown) => logger.warn({ error }, "stale summaries of days could not be found"));

  return { touch: (submissions) => note(submissions.map(dayOf)), flush, close };
}

function dayOf({ project, submissionId }: SubmissionKey): ProjectDay {
  return { project, day: new Date(submissionTime(submissionId)).toISOString().slice(0, 10) };
}

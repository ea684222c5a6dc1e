import type { Connection } from "../connection.ts";
import type { Logger } from "../logger.ts";
import { serial } from "../serial.ts";
import { resolvePassed } from "./resolvePassed.ts";

/** Resolves assignments behind the runs that come in. */
export interface AssignmentKeeper {
  /** Notes that runs changed: open assignments are looked at before long. */
  touch(): void;
  /** Looks at them now. */
  flush(): Promise<void>;
  /** Stops; what was not looked at is found by the next start. */
  close(): Promise<void>;
}

/** Open assignments are looked at this long after a run changed, and looking takes at most a twentieth of the time. */
const pauseMs = 500;

/** A keeper that begins with what a process before this one left undone. */
export function keepAssignments(connection: Connection, logger: Logger): AssignmentKeeper {
  const exclusively = serial();
  let timer: NodeJS.Timeout | undefined;
  let lastMs = 0;
  let closed = false;

  const flush = (): Promise<void> =>
    exclusively(async () => {
      clearTimeout(timer);
      timer = undefined;
      if (closed) return;
      const begun = performance.now();
      await resolvePassed(connection);
      lastMs = performance.now() - begun;
    });

  function touch(): void {
    if (closed || timer !== undefined) return;
    timer = setTimeout(
      () => {
        flush().catch((error: unknown) => {
          logger.warn({ error }, "assignments could not be looked at; trying again");
          touch();
        });
      },
      Math.max(pauseMs, 20 * lastMs),
    ).unref();
  }

  touch();
  return {
    touch,
    flush,
    async close() {
      closed = true;
      clearTimeout(timer);
      await exclusively(() => Promise.resolve());
    },
  };
}

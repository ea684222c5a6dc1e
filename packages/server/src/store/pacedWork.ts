import type { Logger } from "./logger.ts";
import { serial } from "./serial.ts";

/** Work that is done behind what changes: before long, together, and at a pace that leaves time for others. */
export interface PacedWork {
  /** Asks for the work: it is done before long, once for all that asked meanwhile. */
  ask(): void;
  /** Does it now. */
  flush(): Promise<void>;
  /** Runs a task while the work is not done. */
  exclusively<Answer>(task: () => Promise<Answer>): Promise<Answer>;
  /** Stops; resolves when nothing is done any more. */
  close(): Promise<void>;
}

/** What to do, and how often. */
export interface PacedWorkOptions {
  /** Does what there is to do; asks `isClosed` between its steps. What it throws is logged, and it is done again. */
  readonly work: (isClosed: () => boolean) => Promise<unknown>;
  /** The work is done this long after it was asked for, or later, so that it takes a twentieth of the time at most. */
  readonly pauseMs: number;
  /** It is never put off longer than this. */
  readonly longestPauseMs?: number;
  /** What failed, for the log. */
  readonly failure: string;
  readonly logger: Logger;
}

/** Work at a pace. Nothing is done until somebody asks. */
export function pacedWork(options: PacedWorkOptions): PacedWork {
  const { work, pauseMs, longestPauseMs = Number.POSITIVE_INFINITY, failure, logger } = options;
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
      await work(() => closed).finally(() => {
        lastMs = performance.now() - begun;
      });
    });

  function ask(): void {
    if (closed || timer !== undefined) return;
    timer = setTimeout(
      () => {
        flush().catch((error: unknown) => {
          logger.warn({ error }, `${failure}; trying again`);
          ask();
        });
      },
      Math.min(longestPauseMs, Math.max(pauseMs, 20 * lastMs)),
    ).unref();
  }

  return {
    ask,
    flush,
    exclusively,
    async close() {
      closed = true;
      clearTimeout(timer);
      await exclusively(() => Promise.resolve());
    },
  };
}

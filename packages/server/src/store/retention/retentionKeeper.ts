import type { Blobs } from "../blobs.ts";
import type { Connection } from "../connection.ts";
import type { Logger } from "../logger.ts";
import { applyRetention } from "./applyRetention.ts";
import { sweepBlobs } from "./sweepBlobs.ts";

/** Removes what is older than it is kept, again and again, while the server runs. */
export interface RetentionKeeper {
  /** Looks now. */
  look(): Promise<void>;
  /** Stops after the submissions in hand; the next start goes on. */
  close(): Promise<void>;
}

/** What a keeper works with. */
export interface Keeping {
  readonly connection: Connection;
  readonly blobs: Blobs;
  readonly logger: Logger;
  readonly now: () => Date;
}

const firstMs = 60_000;
const pauseMs = 3_600_000;

/** A keeper that looks for the first time when the start is over, and then every hour. */
export function keepRetention({ connection, blobs, logger, now }: Keeping): RetentionKeeper {
  const closing = new AbortController();
  let job: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function apply(): Promise<void> {
    const { signal } = closing;
    if (signal.aborted) return;
    const { submissions, months } = await applyRetention(connection, { now: now().getTime(), signal });
    const attachments = await sweepBlobs(connection, blobs, { now: now().getTime(), signal });
    if (submissions > 0 || attachments > 0)
      logger.info({ submissions, months, attachments }, "removed what was kept long enough");
  }

  const look = (): Promise<void> => {
    job = job.then(apply).catch((error: unknown) => {
      logger.warn({ error }, "what was kept long enough could not be removed; trying again in an hour");
    });
    return job;
  };

  function schedule(afterMs: number): void {
    timer = setTimeout(() => {
      void look().then(() => {
        if (!closing.signal.aborted) schedule(pauseMs);
      });
    }, afterMs).unref();
  }
  schedule(firstMs);

  return {
    look,
    async close() {
      closing.abort();
      clearTimeout(timer);
      await job;
    },
  };
}

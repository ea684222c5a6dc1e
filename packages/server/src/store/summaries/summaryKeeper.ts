import type { Connection } from "../connection.ts";
import type { Logger } from "../logger.ts";
import { serial } from "../serial.ts";
import { type SubmissionKey, summariseSubmissions } from "../summarise.ts";
import { staleSummaries } from "./staleSummaries.ts";

/** Keeps summaries up with what comes by other ways than the log: other processes, facts, changed settings. */
export interface SummaryKeeper {
  /** Resolves once everything that is behind by now was made anew. */
  refresh(): Promise<void>;
  /** Stops after the submissions in hand; the next start finds the rest. */
  close(): Promise<void>;
}

/** How a keeper works. `isShared`: others may insert into the same tables, so that it has to look again and again. */
interface Keeping {
  readonly connection: Connection;
  readonly logger: Logger;
  readonly isShared: boolean;
  /** Told which submissions were made anew. */
  summarised(keys: readonly SubmissionKey[]): void;
}

const pauseMs = 30_000;
const atOnce = 200;
const beginning = "1970-01-01 00:00:00";

/** A keeper that begins with what a process before this one left behind. */
export function keepSummaries({ connection, logger, isShared, summarised }: Keeping): SummaryKeeper {
  const exclusively = serial();
  let closed = false;
  let since = beginning;

  const refresh = (): Promise<void> =>
    exclusively(async () => {
      const begun = await minuteAgo(connection);
      let last = "";
      while (!closed) {
        const stale = await staleSummaries(connection, { since, marginSeconds: isShared ? 10 : 0, limit: atOnce });
        const these = JSON.stringify(stale);
        if (stale.length === 0 || these === last) break;
        last = these;
        await summariseSubmissions(connection, stale);
        summarised(stale);
      }
      if (!closed) since = begun;
    });

  const look = (): void => {
    refresh().catch((error: unknown) => {
      if (!closed) logger.warn({ error }, "summaries that are behind could not be made anew; trying again");
    });
  };
  look();
  const timer = isShared ? setInterval(look, pauseMs).unref() : undefined;

  return {
    refresh,
    async close() {
      closed = true;
      clearInterval(timer);
      await exclusively(() => Promise.resolve());
    },
  };
}

/** A little before now, by the engine's clock, so that nothing that is being inserted is overlooked. */
async function minuteAgo(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ time: string }>(
    "SELECT toString(now64(6, 'UTC') - toIntervalMinute(1)) AS time",
  );
  return row?.time ?? beginning;
}

import type { Connection } from "../connection.ts";
import type { Logger } from "../logger.ts";
import { pacedWork } from "../pacedWork.ts";
import { findRenames } from "./findRenames.ts";
import { newestEnds } from "./newestEnds.ts";

/** A submission that came to its end. */
export interface EndedSubmission {
  readonly project: string;
  readonly submissionId: string;
}

/** Looks for renamed tests behind the runs that come to their end. */
export interface RenameKeeper {
  /** Notes submissions that ended: their runs are looked at before long. */
  touch(ended: readonly EndedSubmission[]): void;
  /** Looks at them now. */
  flush(): Promise<void>;
  /** Stops; what was not looked at is found by the next start. */
  close(): Promise<void>;
}

/** Runs are looked at this long after their ends, together; after long looking a little later, never much. */
const pauseMs = 1_000;
const longestPauseMs = 10_000;

/** A keeper that begins with the newest runs, at which a process before this one may not have come to look. */
export function keepRenames(connection: Connection, logger: Logger): RenameKeeper {
  const noted = new Map<string, EndedSubmission>();
  const { ask, flush, exclusively, close } = pacedWork({
    ...{ logger, pauseMs, longestPauseMs, failure: "renamed tests could not be looked for" },
    async work(isClosed) {
      const looked = new Set<string>();
      const failures: unknown[] = [];
      for (const [key, ended] of noted) {
        if (isClosed()) return;
        try {
          await findRenames(connection, ended, looked);
          noted.delete(key);
        } catch (error) {
          // One run that cannot be looked at does not keep the others waiting.
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  });

  function touch(ended: readonly EndedSubmission[]): void {
    for (const each of ended) noted.set(`${each.project} ${each.submissionId}`, each);
    if (noted.size > 0) ask();
  }

  const behind = exclusively(async () => touch(await newestEnds(connection)));
  behind.catch((error: unknown) =>
    logger.warn({ error }, "the newest runs could not be found to look for renamed tests"),
  );

  return { touch, flush, close };
}

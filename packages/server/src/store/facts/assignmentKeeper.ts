import type { Connection } from "../connection.ts";
import type { Logger } from "../logger.ts";
import { pacedWork } from "../pacedWork.ts";
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
  const { ask, flush, close } = pacedWork({
    ...{ logger, pauseMs, failure: "assignments could not be looked at" },
    work: () => resolvePassed(connection),
  });
  ask();
  return { touch: ask, flush, close };
}

import type { Connection } from "./connection.ts";
import { serial } from "./serial.ts";
import type { PartHeader } from "./wal/frame.ts";

/** How far a submission has come. `nextOffset` is how many of its lines have been taken. */
export interface Position {
  readonly nextOffset: number;
  readonly project: string;
  readonly target: string;
  readonly runner: string;
  readonly ended: boolean;
}

/** Where submissions stand, exact also for parts that are acknowledged and not yet in the engine. */
export interface Positions {
  find(submissionId: string): Promise<Position | undefined>;
  /** Notes an acknowledged part. */
  advance(part: PartHeader): void;
  /** Notes that these parts are in the engine, and so may be forgotten here. */
  settle(parts: readonly PartHeader[]): void;
}

const remembered = 10_000;

/** Positions, beginning with the parts that a process before this one left in the log. */
export function trackPositions(connection: Connection, parts: readonly PartHeader[]): Positions {
  const known = new Map<string, Position>();
  const waiting = new Map<string, PartHeader[]>();

  function advance(part: PartHeader): void {
    const { submissionId } = part;
    waiting.set(submissionId, [...(waiting.get(submissionId) ?? []), part]);
    const position = known.get(submissionId);
    // Nothing was there before a first line that was taken.
    if (position !== undefined || part.offset === 0) remember(submissionId, taken(position, part));
  }

  function remember(submissionId: string, position: Position): void {
    known.delete(submissionId);
    known.set(submissionId, position);
    if (known.size <= remembered) return;
    for (const oldest of known.keys()) {
      known.delete(oldest);
      break;
    }
  }

  for (const part of parts) advance(part);
  const stored = storedPositions(connection);

  return {
    async find(submissionId) {
      const position = known.get(submissionId);
      if (position !== undefined) return position;
      // What waits before the question may be inserted, and no longer wait, when the answer comes: it counts either way.
      const before = waiting.get(submissionId) ?? [];
      const last = await stored(submissionId);
      const parts = [...before, ...(waiting.get(submissionId) ?? [])];
      const found = parts.reduce<Position | undefined>(taken, last);
      if (found !== undefined) remember(submissionId, found);
      return found;
    },
    advance,
    settle(parts) {
      for (const part of parts) {
        const rest = waiting.get(part.submissionId)?.filter((each) => each !== part) ?? [];
        if (rest.length === 0) waiting.delete(part.submissionId);
        else waiting.set(part.submissionId, rest);
      }
    },
  };
}

function taken(before: Position | undefined, part: PartHeader): Position {
  const { project, target, runner, offset, lines, ended } = part;
  return {
    ...{ project, target, runner },
    nextOffset: Math.max(before?.nextOffset ?? 0, offset + lines),
    ended: ended || (before?.ended ?? false),
  };
}

/**
 * Asks the engine for positions, with one statement at a time: what is asked meanwhile waits for the next one, so that a
 * hundred shards that begin together do not keep everybody else waiting.
 */
function storedPositions(connection: Connection): (submissionId: string) => Promise<Position | undefined> {
  const exclusively = serial();
  let next: { readonly ids: Set<string>; readonly answer: Promise<Map<string, Position>> } | undefined;

  function ask(): NonNullable<typeof next> {
    const ids = new Set<string>();
    const answer = exclusively(() => {
      next = undefined;
      return readPositions(connection, [...ids]);
    });
    return { ids, answer };
  }

  return async (submissionId) => {
    next ??= ask();
    next.ids.add(submissionId);
    return (await next.answer).get(submissionId);
  };
}

async function readPositions(connection: Connection, submissionIds: readonly string[]): Promise<Map<string, Position>> {
  const rows = await connection.query<Position & { submissionId: string }>(
    `
    SELECT
      submissionId,
      max(offset + lines) AS nextOffset,
      any(project) AS project,
      any(target) AS target,
      any(runner) AS runner,
      max(ended) AS ended
    FROM submissionParts
    WHERE submissionId IN {submissionIds:Array(String)}
    GROUP BY submissionId`,
    { submissionIds },
  );
  return new Map(rows.map(({ submissionId, ...position }) => [submissionId, position]));
}

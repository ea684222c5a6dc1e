import { stat, truncate } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { LiveEvent } from "@backstory/model";
import { type Connection, EngineError } from "./connection.ts";
import { laneOf } from "./lanes.ts";
import type { Logger } from "./logger.ts";
import { insertWithoutRefused, isRefusal } from "./refusal.ts";
import { type RunsBySubmission, summariseSubmissions } from "./summarise.ts";
import type { Segment } from "./wal/segment.ts";
import type { WriteAheadLog } from "./wal/writeAheadLog.ts";

interface Applying {
  readonly connection: Connection;
  readonly log: WriteAheadLog;
  readonly directory: string;
  readonly logger: Logger;
  /** Ends the waiting for an engine that does not answer. */
  readonly signal: AbortSignal;
  /** Told after the rows and the summaries are there, so that queries already show them. */
  applied(segment: Segment, events: LiveEvent[]): void;
}

/** Where segments are inserted: who needs that nothing is inserted meanwhile takes a turn in it. */
export const insertLane = laneOf();

/**
 * Moves the log into the engine, segment by segment, until the log is closed and the segment in hand is done. Whatever
 * the engine answers, nothing acknowledged is lost: a segment is deleted once its rows are there.
 */
export async function applyLog(applying: Applying): Promise<void> {
  for (;;) {
    const segment = await applying.log.next();
    if (segment === undefined) return;
    const runOf = await applySegment(applying, segment);
    if (runOf === undefined) return;
    await applying.log.remove(segment);
    applying.applied(segment, liveEvents(segment, runOf));
  }
}

/**
 * Inserts the rows of the segment, and answers to which run each submission belongs; undefined when the store was closed
 * while the engine did not answer.
 */
async function applySegment(
  { connection, directory, logger, signal }: Applying,
  segment: Segment,
): Promise<RunsBySubmission | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await cutToWhole(segment);
      await insertLane(connection)(() => insertSegment(attempt));
      return await summarise(attempt);
    } catch (error) {
      logger.error({ error, segment: segment.path, attempt }, "a segment could not be inserted; trying again");
      const patience = Math.min(30_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2);
      await sleep(patience, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return undefined;
    }
  }

  async function insertSegment(attempt: number): Promise<void> {
    try {
      await connection.insertFile("ingest", segment.path);
    } catch (error) {
      if (!(error instanceof EngineError) || !isRefusal(error, attempt)) throw error;
      logger.warn({ error, segment: segment.path }, "the engine refused a segment; inserting it row by row");
      await insertWithoutRefused({ connection, directory, logger, attempt }, segment);
    }
  }

  async function summarise(attempt: number): Promise<RunsBySubmission> {
    try {
      return await summariseSubmissions(connection, segment.headers);
    } catch (error) {
      if (!(error instanceof EngineError) || !isRefusal(error, attempt)) throw error;
      logger.error({ error, segment: segment.path }, "the summaries of runs are behind until more of them arrives");
      return new Map();
    }
  }
}

async function cutToWhole({ path, bytes }: Segment): Promise<void> {
  if ((await stat(path)).size !== bytes) await truncate(path, bytes);
}

function liveEvents({ headers }: Segment, runOf: RunsBySubmission): LiveEvent[] {
  const events = new Map<string, LiveEvent>();
  for (const { project, target, submissionId, offset, ended } of headers) {
    const runId = runOf.get(submissionId) ?? submissionId;
    const about = { project, target, runId };
    const began = events.get(runId)?.type === "began" || (offset === 0 && runId === submissionId);
    events.set(runId, { type: began ? "began" : "grew", ...about });
    if (ended) events.set(`${runId} ended`, { type: "ended", ...about });
  }
  return [...events.values()];
}

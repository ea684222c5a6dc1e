import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { LiveEvent } from "@backstory/model";
import { applyLog } from "./apply.ts";
import { connect } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { keepDays } from "./dayKeeper.ts";
import { keepAssignments } from "./facts/assignmentKeeper.ts";
import { type Logger, stderrLogger } from "./logger.ts";
import { migrate } from "./migrate.ts";
import { type Position, trackPositions } from "./positions.ts";
import { keepRenames } from "./renames/renameKeeper.ts";
import { serial } from "./serial.ts";
import { keepSummaries } from "./summaries/summaryKeeper.ts";
import type { PartHeader } from "./wal/frame.ts";
import { openWriteAheadLog } from "./wal/writeAheadLog.ts";

/** How a store is opened. Without `clickhouseUrl` the engine runs inside this process. */
export interface StoreOptions {
  readonly dataDirectory: string;
  readonly clickhouseUrl?: string | undefined;
  /** False prints what would be run, in a `migration-needed` error, and runs nothing. */
  readonly applyMigrations?: boolean | undefined;
  /** The memory that the embedded engine may use; 900 MB unless told. */
  readonly memoryBytes?: number | undefined;
  readonly logger?: Logger | undefined;
  /** How much may wait to be inserted before appends are refused; 256 MB unless told. */
  readonly maxBacklogBytes?: number | undefined;
}

/**
 * A part of a submission, checked: `lines` lines from line `offset` on, refused and empty ones included.
 *
 * `rows` is NDJSON, a row of the `ingest` table a line: the envelope `{"project","target","submissionId","recordIndex",
 * "receivedAt"}` ("testId", "familyId", "fingerprint" and "extra" where there are any) and then the record's own keys.
 * No key may stand twice in a row: a submission record's own `project`, `target` and `submissionId` give way to those
 * of the envelope, and its own `runner` object stands in place of the runner's name.
 */
export interface PartToAppend extends Omit<PartHeader, "receivedAt"> {
  readonly rows: Buffer;
}

/** The durable history: appends go through a write-ahead log, and reads through the engine. */
export interface Store {
  readonly connection: Connection;
  /** Resolves once the part survives a power cut. The store itself adds the row that says how far the submission has come. */
  append(part: PartToAppend): Promise<void>;
  /** Where a submission stands, acknowledged parts included; undefined when nothing of it is known. */
  position(submissionId: string): Promise<Position | undefined>;
  /** Runs tasks about one submission one after another, so that a position still holds when its part is appended. */
  exclusive<Answer>(submissionId: string, task: () => Promise<Answer>): Promise<Answer>;
  /** Tells what changed, once queries show it. Answers how to stop listening. */
  onApplied(listener: (events: LiveEvent[]) => void): () => void;
  /** Resolves once everything acknowledged so far can be queried. */
  settled(): Promise<void>;
  /** Makes anew the summaries that are behind: settings changed, or others inserted into the tables. */
  refresh(): Promise<void>;
  /** Finishes the insert in hand. What is acknowledged and not inserted waits in the log for the next start. */
  close(): Promise<void>;
}

const defaultBacklogBytes = 256 * 1_048_576;

/** Opens the store: the engine, its tables, and the log with what a process before this one left behind. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dataDirectory, logger = stderrLogger, applyMigrations = true } = options;
  mkdirSync(dataDirectory, { recursive: true });
  const connection = await connect(options);
  try {
    await migrate(connection, { apply: applyMigrations });
    return await openWith(connection, { ...options, logger });
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function openWith(connection: Connection, options: StoreOptions & { readonly logger: Logger }): Promise<Store> {
  const directory = join(options.dataDirectory, "wal");
  const log = await openWriteAheadLog(directory, options.maxBacklogBytes ?? defaultBacklogBytes);
  const positions = trackPositions(
    connection,
    log.segments.flatMap(({ headers }) => headers),
  );
  const listeners = new Set<(events: LiveEvent[]) => void>();
  const lanes = new Map<string, { run: ReturnType<typeof serial>; tasks: number }>();
  const days = keepDays(connection, options.logger);
  const isShared = options.clickhouseUrl !== undefined;
  const summaries = keepSummaries({
    ...{ connection, logger: options.logger, isShared },
    summarised: (keys) => days.touch(keys),
  });
  const assignments = keepAssignments(connection, options.logger);
  const renames = keepRenames(connection, options.logger);
  let settledWaiters: (() => void)[] = [];

  const closing = new AbortController();
  const applying = applyLog({
    ...{ connection, log, directory, logger: options.logger, signal: closing.signal },
    applied(segment, events) {
      positions.settle(segment.headers);
      days.touch(segment.headers);
      assignments.touch();
      renames.touch(segment.headers.filter(({ ended }) => ended));
      for (const listener of listeners) listener(events);
      if (log.segments.length === 0) {
        for (const resolve of settledWaiters) resolve();
        settledWaiters = [];
      }
    },
  });

  return {
    connection,
    async append({ rows, ...part }) {
      const { project, target, runner, submissionId, offset, lines, ended } = part;
      const receivedAt = new Date().toISOString();
      const header = { project, target, runner, submissionId, offset, lines, ended, receivedAt };
      await log.append(header, rows);
      positions.advance(header);
    },
    position: (submissionId) => positions.find(submissionId),
    async exclusive(submissionId, task) {
      const lane = lanes.get(submissionId) ?? { run: serial(), tasks: 0 };
      lanes.set(submissionId, lane);
      lane.tasks += 1;
      try {
        return await lane.run(task);
      } finally {
        lane.tasks -= 1;
        if (lane.tasks === 0) lanes.delete(submissionId);
      }
    },
    onApplied(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async settled() {
      if (log.segments.length > 0) await new Promise<void>((resolve) => settledWaiters.push(resolve));
    },
    refresh: () => summaries.refresh(),
    async close() {
      await log.close();
      closing.abort();
      await applying;
      await summaries.close();
      await days.close();
      await assignments.close();
      await renames.close();
      await connection.close();
    },
  };
}

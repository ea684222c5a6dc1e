import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Connection, EngineError } from "./connection.ts";
import type { Logger } from "./logger.ts";
import type { Segment } from "./wal/segment.ts";
import { keepRefused } from "./wal/segment.ts";

/**
 * The engine's error codes that are about the rows themselves, so that trying again cannot help.
 * @see https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const aboutRows = new Set([6, 26, 27, 32, 33, 36, 38, 41, 53, 69, 70, 72, 117, 130, 131, 349, 376, 407, 467, 691]);

/** Those that are about the engine: its disk, its parts, its network, its users, its tables. Time mends them, or a person. */
const aboutEngine = new Set([0, 60, 81, 159, 192, 193, 194, 202, 203, 209, 210, 242, 243, 252, 394, 497, 516, 999]);

/** How often a segment is tried before an error that may be about its rows, or may not, is taken to be. */
const patience = 5;

/** Whether the engine refuses the rows, rather than being unable to take any; `attempt` counts from 1. */
export function isRefusal({ clickhouseCode }: EngineError, attempt: number): boolean {
  return aboutRows.has(clickhouseCode) || (attempt >= patience && !aboutEngine.has(clickhouseCode));
}

interface Inserting {
  readonly attempt: number;
  readonly connection: Connection;
  readonly directory: string;
  readonly logger: Logger;
}

/**
 * Inserts what the engine takes of a segment, halving it around the rows that it does not. Those are kept in
 * `refused/`, told to the log, and shown by their run as refused lines.
 */
export async function insertWithoutRefused(inserting: Inserting, segment: Segment): Promise<void> {
  const text = await readFile(segment.path, "utf8");
  await insertLines(
    inserting,
    text.split("\n").filter((line) => line !== ""),
  );
}

async function insertLines(inserting: Inserting, lines: readonly string[]): Promise<void> {
  const path = join(inserting.directory, "halves.ndjson");
  await writeFile(path, `${lines.join("\n")}\n`);
  try {
    await inserting.connection.insertFile("ingest", path);
  } catch (error) {
    if (!(error instanceof EngineError) || !isRefusal(error, inserting.attempt)) throw error;
    if (lines.length === 1) return refuse(inserting, lines[0] as string, error);
    const middle = Math.floor(lines.length / 2);
    await insertLines(inserting, lines.slice(0, middle));
    await insertLines(inserting, lines.slice(middle));
  } finally {
    await rm(path, { force: true });
  }
}

async function refuse({ connection, directory, logger }: Inserting, line: string, error: EngineError): Promise<void> {
  const path = await keepRefused(directory, line);
  logger.error({ error, path }, "the engine refused a row; it is kept in the file");
  const row = refusedRow(line, error);
  if (row === undefined) return;
  const half = join(directory, "refusal.ndjson");
  await writeFile(half, `${row}\n`);
  await connection.insertFile("ingest", half);
  await rm(half);
}

/** The refused row as its run shows it: by its line, with the engine's words. */
function refusedRow(line: string, error: EngineError): string | undefined {
  try {
    const { project, target, runner, submissionId, recordIndex, receivedAt } = JSON.parse(line);
    if (typeof recordIndex !== "number") return undefined;
    return JSON.stringify({
      ...{ kind: "refused", project, target, runner, submissionId, recordIndex, receivedAt },
      ...{ line: recordIndex + 1, reason: error.message.slice(0, 500), text: line.slice(0, 2_000) },
    });
  } catch {
    return undefined;
  }
}

import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { BackstoryError } from "@backstory/model";
import type { Session } from "chdb";
import {
  type Connection,
  EngineError,
  inputSettings,
  maxStatementBytes,
  outputSettings,
  type Parameters,
} from "./connection.ts";
import { embeddedConsole } from "./console/embeddedConsole.ts";
import { engineHolder } from "./engineHolder.ts";
import { literal, renderParameters } from "./literal.ts";
import { sessionPool } from "./sessionPool.ts";

// Each statement in flight holds a thread of Node's pool: UV_THREADPOOL_SIZE has to leave some beside these and the writer.
const readers = 4;

const defaultMemoryBytes = 900_000_000;

/** What the embedded engine may use. `extraArguments` are settings in the engine's own words, for measurements. */
export interface EmbeddedOptions {
  readonly memoryBytes?: number | undefined;
  readonly extraArguments?: readonly string[] | undefined;
}

/**
 * The engine inside this process, on a directory. One session writes and four read, because a session runs one statement
 * at a time; each statement waits here rather than in a thread. A second process on the directory is refused.
 */
export async function openEmbedded(directory: string, options: EmbeddedOptions = {}): Promise<Connection> {
  mkdirSync(directory, { recursive: true });
  const { Session, drainPending } = createRequire(import.meta.url)("chdb") as typeof import("chdb");
  const connectionArgs = engineArguments(options);
  const open = (): Session => openSession(() => new Session(directory, { connectionArgs }), directory);
  const writer = sessionPool([open()]);
  const reader = sessionPool(Array.from({ length: readers }, open));
  const guest = embeddedConsole({
    open,
    memoryBytes: options.memoryBytes ?? defaultMemoryBytes,
    run: (sql) =>
      reader.run(async (session) => void (await session.queryAsync(sql, { format: "Null" }).catch(rethrow))),
  });

  async function write(sql: string): Promise<void> {
    await writer.run((session) => session.queryAsync(sql, { format: "Null" }).catch(rethrow));
  }

  return {
    async query<Row>(sql: string, parameters: Parameters = {}) {
      const text = `${renderParameters(sql, parameters)}\nSETTINGS ${outputSettings}`;
      const answer = await reader.run((session) => session.queryAsync(text, { format: "JSONEachRow" }).catch(rethrow));
      return parseRows<Row>(answer.text());
    },
    command: (sql, parameters = {}) => write(renderParameters(sql, parameters)),
    insertFile: (table, path) =>
      write(
        `INSERT INTO ${table} SELECT * FROM file(${literal(path, "String")}, 'JSONEachRow') SETTINGS ${inputSettings}`,
      ),
    console: guest,
    async close() {
      await guest.close();
      await Promise.all([writer.close(), reader.close()]);
      await drainPending();
    },
  };
}

function engineArguments({ memoryBytes = defaultMemoryBytes, extraArguments = [] }: EmbeddedOptions): string[] {
  return [
    `--max_server_memory_usage=${memoryBytes}`,
    `--mark_cache_size=${Math.floor(memoryBytes / 10)}`,
    "--uncompressed_cache_size=0",
    "--background_pool_size=2",
    `--max_bytes_before_external_group_by=${Math.floor(memoryBytes / 6)}`,
    "--max_bytes_ratio_before_external_group_by=0",
    `--max_bytes_before_external_sort=${Math.floor(memoryBytes / 6)}`,
    "--max_bytes_ratio_before_external_sort=0",
    "--async_insert=0",
    `--max_query_size=${maxStatementBytes}`,
    ...extraArguments,
  ];
}

function openSession(open: () => Session, directory: string): Session {
  try {
    return open();
  } catch (error) {
    const pid = engineHolder(directory);
    if (pid !== undefined) {
      throw new BackstoryError(
        "store-locked",
        `The process with id ${pid} holds ${directory}`,
        { pid, directory },
        error,
      );
    }
    const message = error instanceof Error ? error.message : String(error);
    throw new BackstoryError("store-unavailable", `The engine did not open ${directory}: ${message}`, {}, error);
  }
}

function rethrow(error: unknown): never {
  const { message = String(error), clickhouseCode = 0 } = error as { message?: string; clickhouseCode?: number };
  throw new EngineError(message, clickhouseCode, error);
}

function parseRows<Row>(text: string): Row[] {
  const lines = text.trimEnd();
  return lines === "" ? [] : (JSON.parse(`[${lines.replaceAll("\n", ",")}]`) as Row[]);
}

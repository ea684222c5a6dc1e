import type { Session } from "chdb";
import { EngineError } from "../connection.ts";
import { type SessionPool, sessionPool } from "../sessionPool.ts";
import { type ConsoleConnection, markedText, stopStatement, tooLong } from "./consoleConnection.ts";
import { consoleLimits, consoleSettings } from "./consoleLimits.ts";

/** What the console needs of the embedded engine. */
export interface EmbeddedEngine {
  readonly open: () => Session;
  readonly memoryBytes: number;
  /** Runs a statement with all rights. */
  readonly run: (sql: string) => Promise<void>;
}

/**
 * Sessions of their own, which cannot write: `readonly` holds for the rest of a session's life, because it forbids to
 * change settings. They are opened when the console is used first.
 */
export function embeddedConsole({ open, memoryBytes, run }: EmbeddedEngine): ConsoleConnection {
  let pool: Promise<SessionPool> | undefined;
  return {
    async ask(statement) {
      pool ??= openPool(open, memoryBytes);
      const sessions = await pool;
      return sessions.run(async (session) => {
        const answer = await session.queryAsync(markedText(statement), { format: statement.format }).catch(rethrow);
        if (answer.bytes().length > consoleLimits.textBytes) throw tooLong();
        return answer.text();
      });
    },
    stop: (mark) => run(stopStatement(mark)),
    async close() {
      await (await pool)?.close();
    },
  };
}

async function openPool(open: () => Session, memoryBytes: number): Promise<SessionPool> {
  const sessions = Array.from({ length: consoleLimits.atOnce }, open);
  const settings = Object.entries(consoleSettings(Math.floor(memoryBytes / 3)));
  const statement = `SET ${settings.map(([name, value]) => `${name} = '${value}'`).join(", ")}`;
  for (const session of sessions) await session.queryAsync(statement, { format: "Null" });
  return sessionPool(sessions);
}

function rethrow(error: unknown): never {
  const { message = String(error), clickhouseCode = 0 } = error as { message?: string; clickhouseCode?: number };
  throw new EngineError(message, clickhouseCode, error);
}

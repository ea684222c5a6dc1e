import type { Readable } from "node:stream";
import { type ConsoleConnection, markedText, stopStatement, tooLong } from "./consoleConnection.ts";
import { consoleLimits, consoleSettings, remoteMemoryBytes } from "./consoleLimits.ts";

/** What the console needs of a ClickHouse server. */
export interface RemoteEngine {
  /** The answer to a statement under settings of its own. */
  readonly exec: (sql: string, settings: Readonly<Record<string, string | number>>) => Promise<Readable>;
  /** Runs a statement with all rights. */
  readonly run: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The console's way to a ClickHouse server: every request bears the settings that keep it from writing. */
export function remoteConsole({ exec, run, close }: RemoteEngine): ConsoleConnection {
  const settings = consoleSettings(remoteMemoryBytes);
  return {
    async ask(statement) {
      const answer = await exec(markedText(statement), { default_format: statement.format, ...settings });
      return boundedText(answer);
    },
    stop: (mark) => run(stopStatement(mark)),
    close,
  };
}

async function boundedText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > consoleLimits.textBytes) {
      stream.destroy();
      throw tooLong();
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

import type { Readable } from "node:stream";
import { ClickHouseError, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { EngineError } from "../connection.ts";
import { type ConsoleConnection, markedText, stopStatement, tooLong } from "./consoleConnection.ts";
import { consoleLimits, consoleSettings, remoteMemoryBytes } from "./consoleLimits.ts";

/** The console's way to a ClickHouse server: every request bears the settings that keep it from writing. */
export function remoteConsole(url: string, run: (sql: string) => Promise<void>): ConsoleConnection {
  const client = createClient({
    url,
    application: "backstory-console",
    request_timeout: (consoleLimits.seconds + 40) * 1_000,
    max_open_connections: consoleLimits.atOnce,
    clickhouse_settings: consoleSettings(remoteMemoryBytes),
    log: { level: ClickHouseLogLevel.OFF },
  });
  return {
    async ask(statement) {
      try {
        const { stream } = await client.exec({
          query: markedText(statement),
          clickhouse_settings: { ["default_format" as string]: statement.format },
        });
        return await boundedText(stream);
      } catch (error) {
        if (error instanceof EngineError) throw error;
        const message = error instanceof Error ? error.message : String(error);
        // The client does not see the code of a message that it takes for cut.
        const code =
          error instanceof ClickHouseError ? error.code : /^Code: (?<code>\d+)\./.exec(message)?.groups?.["code"];
        throw new EngineError(message, Number(code ?? 0), error);
      }
    },
    stop: (mark) => run(stopStatement(mark)),
    close: () => client.close(),
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

import { createReadStream } from "node:fs";
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import {
  type Connection,
  EngineError,
  inputSettings,
  maxStatementBytes,
  outputSettings,
  type Parameters,
} from "./connection.ts";
import { consoleLimits } from "./console/consoleLimits.ts";
import { remoteConsole } from "./console/remoteConsole.ts";
import { renderParameters } from "./literal.ts";

/** A ClickHouse server or cluster behind an address such as `https://user:password@host:8443/database`. */
export async function openRemote(url: string): Promise<Connection> {
  const client = createClient({
    url,
    application: "backstory",
    request_timeout: 120_000,
    clickhouse_settings: { max_query_size: String(maxStatementBytes) },
    log: { level: ClickHouseLogLevel.OFF },
    compression: { request: true, response: true },
  });
  const run = (sql: string) =>
    attempt(async () => {
      await client.command({ query: sql });
    });
  const guestClient = createClient({
    url,
    application: "backstory-console",
    request_timeout: (consoleLimits.seconds + 40) * 1_000,
    max_open_connections: consoleLimits.atOnce,
    log: { level: ClickHouseLogLevel.OFF },
  });
  const guest = remoteConsole({
    exec: (query, settings) =>
      attempt(async () => (await guestClient.exec({ query, clickhouse_settings: settings })).stream),
    run,
    close: () => guestClient.close(),
  });
  return {
    async query<Row>(sql: string, parameters: Parameters = {}) {
      const text = `${renderParameters(sql, parameters)}\nSETTINGS ${outputSettings}`;
      return attempt(async () => {
        const answer = await client.query({ query: text, format: "JSONEachRow" });
        return answer.json<Row>();
      });
    },
    command: (sql, parameters = {}) => run(renderParameters(sql, parameters)),
    insertFile: (table, path) => attempt(() => insertFile(client, table, path)),
    console: guest,
    async close() {
      await guest.close();
      await client.close();
    },
  };
}

async function insertFile(client: ClickHouseClient, table: string, path: string): Promise<void> {
  const answer = await client.exec({
    query: `INSERT INTO ${table} SETTINGS ${inputSettings} FORMAT JSONEachRow`,
    values: createReadStream(path),
  });
  answer.stream.resume();
  await new Promise((resolve, reject) => answer.stream.once("end", resolve).once("error", reject));
}

async function attempt<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The client takes a message that is cut in the middle for no answer of the server.
    const code =
      error instanceof ClickHouseError ? error.code : /^Code: (?<code>\d+)\./.exec(message)?.groups?.["code"];
    throw new EngineError(message, Number(code ?? 0), error);
  }
}

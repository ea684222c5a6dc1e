import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";

/** A small ClickHouse server over the embedded engine, for tests where there is no real one. */
export interface ClickhouseFront {
  /** With user and password, as the client takes it. */
  readonly url: string;
  readonly directory: string;
  /** Goes away, and leaves its tables for another front on the directory. */
  stop(): Promise<void>;
  /** Goes away with its tables. */
  close(): Promise<void>;
}

interface Failure {
  readonly message: string;
  readonly clickhouseCode?: number;
}

const user = "default";
const password = "a secret";
const notSettings = new Set([
  "query",
  "database",
  "default_format",
  "query_id",
  "session_id",
  "role",
  "user",
  "password",
]);

/**
 * Speaks what the client needs of ClickHouse's HTTP interface: the statement and its parameters in the address or the
 * body, settings in the address, any format in and out, gzip both ways, exceptions with their code, basic auth, `/ping`.
 * @see https://clickhouse.com/docs/interfaces/http
 */
export async function startClickhouseFront(
  directory: string = mkdtempSync(join(tmpdir(), "backstory-front-")),
  port = 0,
): Promise<ClickhouseFront> {
  const { Session, drainPending } = createRequire(import.meta.url)("chdb") as typeof import("chdb");
  const keepOpen = new Session(directory, { connectionArgs: ["--max_server_memory_usage=900000000"] });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? "/", "http://front");
    if (address.pathname === "/ping") return void response.end("Ok.\n");
    if (!isAuthorized(request)) return refuse(response, 403, denied);
    const body = await readBody(request);
    const session = new Session(directory);
    try {
      const format = address.searchParams.get("default_format") ?? "TabSeparated";
      for (const statement of sessionStatements(address.searchParams)) await session.queryAsync(statement);
      const sql = [address.searchParams.get("query"), body].filter((part) => part !== null && part !== "").join("\n");
      const parameters = queryParameters(address.searchParams);
      const result =
        Object.keys(parameters).length === 0
          ? await session.queryAsync(sql, { format })
          : await session.queryBindAsync(sql, parameters, { format });
      send(request, response, address.searchParams, Buffer.from(result.bytes()));
    } catch (error) {
      refuse(response, statusOf(error as Failure), error as Failure);
    } finally {
      session.close();
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => refuse(response, 500, { message: error.message }));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    keepOpen.close();
    await drainPending();
  }
  return {
    url: `http://${user}:${encodeURIComponent(password)}@127.0.0.1:${address.port}`,
    directory,
    stop,
    async close() {
      await stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

const denied: Failure = {
  message:
    "Code: 516. DB::Exception: default: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)",
  clickhouseCode: 516,
};

function isAuthorized({ headers }: IncomingMessage): boolean {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return headers.authorization === expected || headers["x-clickhouse-key"] === password;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const body = await buffer(request);
  return (request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8");
}

function sessionStatements(search: URLSearchParams): string[] {
  const database = search.get("database");
  const settings = [...search].filter(([name]) => !notSettings.has(name) && !name.startsWith("param_"));
  return [
    ...(database === null ? [] : [`USE \`${database.replaceAll("`", "")}\``]),
    ...settings.map(([name, value]) => `SET ${name.replace(/\W/g, "")} = '${value.replace(/[\\']/g, "\\$&")}'`),
  ];
}

function queryParameters(search: URLSearchParams): Record<string, string> {
  const named = [...search].filter(([name]) => name.startsWith("param_"));
  return Object.fromEntries(named.map(([name, value]) => [name.slice("param_".length), value]));
}

function send(request: IncomingMessage, response: ServerResponse, search: URLSearchParams, bytes: Buffer): void {
  const zip = search.get("enable_http_compression") === "1" && /gzip/.test(request.headers["accept-encoding"] ?? "");
  response.setHeader("X-ClickHouse-Summary", JSON.stringify({ read_rows: "0", written_rows: "0" }));
  if (zip) response.setHeader("Content-Encoding", "gzip");
  response.end(zip ? gzipSync(bytes) : bytes);
}

function statusOf({ clickhouseCode }: Failure): number {
  if (clickhouseCode === 60 || clickhouseCode === 81) return 404;
  return clickhouseCode === 62 ? 400 : 500;
}

function refuse(response: ServerResponse, status: number, { message, clickhouseCode = 1002 }: Failure): void {
  response.statusCode = status;
  response.setHeader("X-ClickHouse-Exception-Code", String(clickhouseCode));
  response.end(`${message} (version 26.7.2.1)\n`);
}

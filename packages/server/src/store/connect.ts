import { join } from "node:path";
import type { Connection } from "./connection.ts";
import { openEmbedded } from "./embedded.ts";
import { openRemote } from "./remote.ts";

/** Where the engine is: a ClickHouse server when there is an address, else inside this process, below the data directory. */
export interface ConnectOptions {
  readonly dataDirectory: string;
  readonly clickhouseUrl?: string | undefined;
  readonly memoryBytes?: number | undefined;
}

/** Opens the engine. The one place that knows that there are two kinds of connection. */
export function connect({ dataDirectory, clickhouseUrl, memoryBytes }: ConnectOptions): Promise<Connection> {
  return clickhouseUrl === undefined
    ? openEmbedded(join(dataDirectory, "engine"), { memoryBytes })
    : openRemote(clickhouseUrl);
}

import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { BackstoryError } from "@backstory/model";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import { lockDirectory } from "./directoryLock.ts";
import { createApp } from "./http/app.ts";
import { ingestScopes } from "./http/ingestScopes.ts";
import { linger } from "./http/linger.ts";
import { liveHub } from "./http/liveHub.ts";
import { answerUnreadable } from "./http/problem.ts";
import { readWebFiles, webDirectory } from "./http/webFiles.ts";
import { byteBudget } from "./ingest/byteBudget.ts";
import { partLimits } from "./ingest/limits.ts";
import { listen } from "./listen.ts";
import { openLog } from "./log.ts";
import { openBlobs } from "./store/blobs.ts";
import { keepRetention } from "./store/retention/retentionKeeper.ts";
import { openStore, type Store } from "./store/store.ts";

/** How a server is started. Without `port` it is 7357 or the next that is free; 0 is any. */
export interface ServeOptions {
  readonly dataDirectory: string;
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly clickhouseUrl?: string | undefined;
  readonly memoryBytes?: number | undefined;
  readonly applyMigrations?: boolean | undefined;
  readonly logger?: Logger | undefined;
}

/** A server that answers. */
export interface RunningServer {
  /** Where it answers, as `http://127.0.0.1:7357`. */
  readonly address: string;
  /** Stops taking requests, finishes those in hand and the insert in hand, and lets the data directory go. */
  close(): Promise<void>;
}

const bytesInFlight = 256 * 1_048_576;
const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

/** Opens the store in a data directory and serves it on this machine. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { dataDirectory, host = "127.0.0.1", logger = openLog("warn") } = options;
  if (!loopback.has(host))
    throw new BackstoryError("auth-needed", `--host ${host} is not an address of this machine alone.`);
  if (process.env["UV_THREADPOOL_SIZE"] === undefined) {
    logger.warn(
      "Node's thread pool has four threads, and the engine takes more: set UV_THREADPOOL_SIZE before the start",
    );
  }
  const lock = lockDirectory(dataDirectory);
  try {
    const store = await openStore({ ...options, logger });
    try {
      const running = await serveStore(store, { ...options, host, logger });
      lock.announce(running.address);
      return {
        address: running.address,
        async close() {
          await running.close();
          await store.close();
          lock.release();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Serves a store that is open already; closing the server leaves the store open. */
export async function serveStore(
  store: Store,
  options: Pick<ServeOptions, "dataDirectory" | "port"> & { host: string; logger: Logger },
): Promise<RunningServer> {
  const { host, logger } = options;
  let port = 0;
  const live = liveHub();
  const scopes = ingestScopes(store);
  const stopListening = store.onApplied((events) => live.publish(events));
  const { dataDirectory } = options;
  const blobs = openBlobs(join(dataDirectory, "attachments"));
  const now = () => new Date();
  const retention = keepRetention({ connection: store.connection, blobs, logger, now });
  const app = createApp(
    {
      ...{ store, live, scopes, logger, limits: partLimits, budget: byteBudget(bytesInFlight), now },
      ...{ blobs, dataDirectory },
    },
    { webFiles: await readWebFiles(webDirectory()), port: () => port },
  );
  const answer = getRequestListener(app.fetch, { errorHandler: answerUnreadable, autoCleanupIncoming: false });
  const server = createServer(serverOptions, (incoming, outgoing) => {
    linger(incoming, outgoing);
    void answer(incoming, outgoing);
  });
  server.keepAliveTimeout = 65_000;
  port = await listen(server, host, options.port);
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    async close() {
      stopListening();
      live.close();
      await closeServer(server);
      await retention.close();
    },
  };
}

const serverOptions = { headersTimeout: 15_000, requestTimeout: 180_000, maxHeaderSize: 16_384 };
const patienceMs = 10_000;

/** Resolves when all requests in hand are answered; those that take longer than 10 s are cut off. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
    // A connection that is kept alive is idle only after its answer, which may be a moment from now.
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    server.close((error) => {
      clearTimeout(timer);
      clearInterval(idle);
      if (error === undefined) resolve();
      else reject(error);
    });
  });
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "../../packages/server/src/log.ts";
import { serveStore } from "../../packages/server/src/serve.ts";
import { openStore } from "../../packages/server/src/store/store.ts";

/** What the parent asks: to watch while a slow query runs and for so long, or to end. */
export type AliveRequest = { readonly watchMs: number } | "stop";

/** How long small reads took and how late the event loop was, in milliseconds; and how long the slow query took. */
export interface Watched {
  readonly reads: readonly number[];
  readonly delays: readonly number[];
  readonly slowMs: number;
}

/** Where the server answers, then what it saw. */
export type AliveAnswer = { readonly address: string } | Watched;

const dataDirectory = mkdtempSync(join(tmpdir(), "backstory-alive-"));
const store = await openStore({ dataDirectory });
const server = await serveStore(store, { dataDirectory, host: "127.0.0.1", port: 0, logger: openLog("silent") });
const slowMs = 10_000;
const numbersASecond = await speed();

process.on("message", (request: AliveRequest) => void obey(request));
tell({ address: server.address });

async function obey(request: AliveRequest): Promise<void> {
  if (request !== "stop") return tell(await watch(request.watchMs));
  await store.settled();
  await server.close();
  await store.close();
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  process.exit(0);
}

function tell(answer: AliveAnswer): void {
  process.send?.(answer);
}

/** How many numbers the engine can hash in a second, so that the slow query takes as long as it should. */
async function speed(): Promise<number> {
  const numbers = 20_000_000;
  const begun = performance.now();
  await hash(numbers);
  return (numbers * 1_000) / (performance.now() - begun);
}

function hash(numbers: number): Promise<unknown> {
  return store.connection.query("SELECT sum(sipHash64(number)) FROM numbers({numbers:UInt64})", { numbers });
}

async function watch(watchMs: number): Promise<Watched> {
  const until = performance.now() + watchMs;
  const [reads, delays, took] = await Promise.all([readUntil(until), delaysUntil(until), timed(slowQuery)]);
  return { reads, delays, slowMs: took };
}

function slowQuery(): Promise<unknown> {
  return hash(Math.round((numbersASecond * slowMs) / 1_000));
}

async function readUntil(until: number): Promise<number[]> {
  const reads: number[] = [];
  while (performance.now() < until) {
    reads.push(await timed(() => store.connection.query("SELECT 1")));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return reads;
}

/** How much later than asked for a timer of five milliseconds fires. */
async function delaysUntil(until: number): Promise<number[]> {
  const delays: number[] = [];
  while (performance.now() < until) {
    const slept = await timed(() => new Promise((resolve) => setTimeout(resolve, 5)));
    delays.push(Math.max(0, slept - 5));
  }
  return delays;
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await task();
  return performance.now() - begun;
}

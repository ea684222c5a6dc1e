import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newSubmissionId, type Page, type Run, type RunDetail } from "@backstory/model";
import { afterAll, expect, test } from "vitest";
import type { GeneratedSpool } from "../support/generatedSpool.ts";
import { sendSpool } from "../support/sendSpool.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";

const shards = 64;
const testsOfShard = 312;
const failedOfShard = 3;
const all = { passed: shards * (testsOfShard - failedOfShard), failed: shards * failedOfShard };
const dataDirectory = mkdtempSync(join(tmpdir(), "backstory-shards-"));
const begun = Date.now();
const spools = Array.from({ length: shards }, (_, index) => shardSpool(index + 1));
const views = [
  { consolidation: true, replacement: false },
  { consolidation: false, replacement: false },
  { consolidation: true, replacement: true },
];

afterAll(() => rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

/** The spool of one shard: its own tests, three of which fail. */
function shardSpool(index: number): GeneratedSpool {
  const submissionId = newSubmissionId(begun + index);
  const tool = { name: "pytest", version: "9.1.1" };
  const startedAt = new Date(begun).toISOString();
  const lines = [
    {
      ...{ kind: "submission", recordVersion: 1, submissionId, project: "shop", target: "sharded", startedAt },
      ...{ recorder: tool, runner: tool, build: { name: "build 1" }, shard: { index, total: shards } },
      expectedTests: testsOfShard,
    },
    ...Array.from({ length: testsOfShard }, (_, number) => ({
      ...{ kind: "result", resultId: `r${number}`, suite: `tests.shard${index}`, name: `test_${number}`, startedAt },
      ...{ durationMs: number, status: number < failedOfShard ? "failed" : "passed" },
    })),
    { kind: "end", finishedAt: startedAt, exitStatus: 1, counts: { passed: testsOfShard } },
  ];
  return { submissionId, lines: lines.map((line) => JSON.stringify(line)) };
}

async function set(server: ServerProcess, settings: object): Promise<void> {
  const answer = await fetch(`${server.address}/api/v1/targets/shop/sharded`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(settings),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}

/** Whoever says that it is complete has to be right: one shard alone, or all of them. */
function expectRight(runs: readonly Run[]): number {
  for (const { counts, submissionCount, runId } of runs.filter(({ state }) => state === "complete")) {
    const wanted =
      submissionCount === 1
        ? { passed: testsOfShard - failedOfShard, failed: failedOfShard, total: testsOfShard }
        : { ...all, total: all.passed + all.failed };
    expect([runId, submissionCount === 1 || submissionCount === shards, counts]).toMatchObject([runId, true, wanted]);
  }
  return runs.length;
}

/** Reads the runs, and the build's own run, again and again until it is told to stop or the server is gone. */
async function readOn(server: ServerProcess, stop: AbortSignal): Promise<number> {
  let read = 0;
  while (!stop.aborted) {
    const { items } = await server.get<Page<Run>>("/runs?target=sharded&limit=100");
    read += expectRight(items);
    const [newest] = items;
    if (newest !== undefined) expectRight([await server.get<RunDetail>(`/runs/${newest.runId}`)]);
    await sleep(50);
  }
  return read;
}

async function flipOn(server: ServerProcess, stop: AbortSignal): Promise<void> {
  for (let turn = 0; !stop.aborted; turn++) {
    await set(server, views[turn % views.length] as object);
    await sleep(200);
  }
}

/** Sends every shard at once, reading and flipping meanwhile; the server is killed after so many acknowledged parts. */
async function sendAll(server: ServerProcess, killAfter: number): Promise<number> {
  const stop = new AbortController();
  const reading = readOn(server, stop.signal);
  const flipping = flipOn(server, stop.signal);
  // Both may end with the server; what was read until then was right, or `reading` says otherwise.
  const ended = Promise.allSettled([reading, flipping]);
  let parts = 0;
  const sending = spools.map((spool) =>
    sendSpool(server.address, spool, 110, () => {
      parts += 1;
      if (parts === killAfter) process.kill(server.pid, "SIGKILL");
    }),
  );
  const sent = await Promise.allSettled(sending);
  if (killAfter === Number.POSITIVE_INFINITY) {
    expect(sent.filter(({ status }) => status === "rejected")).toEqual([]);
    await expect
      .poll(() => server.get<RunDetail>(`/runs/${spools.at(-1)?.submissionId}`), { timeout: 60_000, interval: 250 })
      .toMatchObject({ state: "complete" });
  }
  stop.abort();
  const [read] = await ended;
  if (read.status === "fulfilled") return read.value;
  if (killAfter === Number.POSITIVE_INFINITY || !isGone(read.reason)) throw read.reason;
  return 0;
}

/** Whether a request failed because its server was killed. */
function isGone(reason: unknown): boolean {
  return reason instanceof TypeError;
}

test("64 shards posted at once make one right run, whatever is read, flipped and killed meanwhile", {
  timeout: 300_000,
}, async () => {
  const first = await startServer(dataDirectory);
  await set(first, views[0] as object);
  await sendAll(first, 90);
  expect(await first.stop("SIGKILL")).toBe("SIGKILL");

  const second = await startServer(dataDirectory);
  expect(await sendAll(second, Number.POSITIVE_INFINITY)).toBeGreaterThan(0);
  await set(second, { consolidation: true, replacement: false });
  const run = {
    ...{ runId: spools[0]?.submissionId, state: "complete", status: "failed", submissionCount: shards },
    counts: { ...all, total: all.passed + all.failed },
  };
  for (const settings of [views[0], views[2]]) {
    await set(second, settings as object);
    const { items } = await second.get<Page<Run>>("/runs?target=sharded");
    expect(items).toMatchObject([{ ...run, executions: shards * testsOfShard }]);
  }
  await set(second, { consolidation: false });
  const { items } = await second.get<Page<Run>>("/runs?target=sharded&limit=100");
  expect(items.map(({ runId }) => runId)).toEqual(spools.map(({ submissionId }) => submissionId).toReversed());
  expect(expectRight(items)).toBe(shards);
  expect(await second.stop("SIGTERM")).toBe(0);
});

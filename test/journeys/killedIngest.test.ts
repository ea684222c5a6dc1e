import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunDetail } from "@backstory/model";
import { afterAll, expect, test } from "vitest";
import { openStore, type Store } from "../../packages/server/src/store/store.ts";
import { generatedSpool } from "../support/generatedSpool.ts";
import { sendSpool } from "../support/sendSpool.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";

/** How many tests are recorded in all; the issue's own figure, unless a machine is too small for it. */
const tests = Number(process.env["BACKSTORY_JOURNEY_RESULTS"] ?? 200_000);
const kills = 3;
const dataDirectory = mkdtempSync(join(tmpdir(), "backstory-killed-"));
const spools = ["unit", "api", "browser", "nightly"].map((target) => generatedSpool(tests / 4, target));
const acknowledged = new Map<string, number>();

afterAll(() => rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

/** Sends all spools at once and kills the server when this many more lines are acknowledged; it may be done before. */
async function sendAndKill(server: ServerProcess, partLines: number, killAfter: number): Promise<void> {
  let taken = 0;
  const sent = spools.map((spool) =>
    sendSpool(server.address, spool, partLines, (nextOffset) => {
      const before = acknowledged.get(spool.submissionId) ?? 0;
      acknowledged.set(spool.submissionId, Math.max(before, nextOffset));
      taken += Math.max(0, nextOffset - before);
      if (taken > killAfter) process.kill(server.pid, "SIGKILL");
    }),
  );
  await Promise.allSettled(sent);
}

/** Rows of a table by identity, over all submissions: how many there are, and how many different ones. */
function identities(store: Store, table: string, identity: string): Promise<{ rows: number; different: number }[]> {
  return store.connection.query(
    `SELECT count() AS rows, uniqExact(${identity}) AS different FROM ${table} FINAL WHERE project = 'shop'`,
  );
}

test(`${tests} results come through ${kills} kills in the middle of their ingest, each exactly once`, {
  timeout: 600_000,
}, async () => {
  const lines = spools.reduce((sum, spool) => sum + spool.lines.length, 0);
  for (let kill = 0; kill < kills; kill++) {
    const server = await startServer(dataDirectory);
    await sendAndKill(server, 1_000 + 137 * kill, lines / (kills + 2));
    expect(await server.stop("SIGKILL")).toBe("SIGKILL");
  }
  expect(acknowledged.size).toBe(spools.length);

  const server = await startServer(dataDirectory);
  for (const { submissionId } of spools) {
    const { nextOffset } = await server.get<{ nextOffset: number }>(`/submissions/${submissionId}`);
    expect(nextOffset).toBeGreaterThanOrEqual(acknowledged.get(submissionId) as number);
  }
  await Promise.all(spools.map((spool) => sendSpool(server.address, spool, 2_500)));
  for (const { submissionId } of spools) {
    await expect
      .poll(() => server.get<RunDetail>(`/runs/${submissionId}`), { timeout: 120_000, interval: 500 })
      .toMatchObject({
        ...{ state: "complete", refusedLines: [] },
        counts: {
          ...{ total: tests / 4, flaky: tests / 200, failed: tests / 40 - tests / 200, broken: 0, skipped: 0 },
          passed: tests / 4 - tests / 40,
        },
      });
  }
  expect(await server.stop("SIGTERM")).toBe(0);

  const store = await openStore({ dataDirectory });
  const attempts = tests + tests / 50;
  const failures = tests / 10;
  expect(await identities(store, "resultsByRun", "submissionId, testId")).toEqual([{ rows: tests, different: tests }]);
  for (const [table, identity, rows] of [
    ["resultsByTest", "submissionId, testId, attempt", attempts],
    ["failures", "submissionId, testId, attempt", failures],
    ["events", "submissionId, resultId, seq", tests / 100],
    ["submissions", "submissionId", spools.length],
    ["submissionEnds", "submissionId", spools.length],
    ["tests", "testId", tests / 4],
  ] as const) {
    expect([table, await identities(store, table, identity)]).toEqual([table, [{ rows, different: rows }]]);
  }
  await store.close();
});

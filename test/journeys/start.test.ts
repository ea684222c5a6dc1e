import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HistoryEntry, Page, Run, Test, TestDetail } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { userEnvironment } from "../support/userEnvironment.ts";

interface Start {
  readonly address: string;
  readonly output: () => string;
  stop(): Promise<number | null>;
}

let data: string;

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), "backstory-start-"));
});

afterAll(() => {
  rmSync(data, { recursive: true, force: true });
});

/** Runs what `npm start` runs; resolves once it printed the address, or with an empty one once it ended. */
async function start(): Promise<Start> {
  const child = spawn(process.execPath, [join(root, "scripts/start.mjs"), "--data", data, "--port", "0"], {
    env: userEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const address = await new Promise<string>((resolve) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /Backstory is at (http\S+)\n/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    void ended.then(() => resolve(""));
  });
  return {
    address,
    output: () => said,
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

async function get<Answer>({ address }: Start, path: string): Promise<Answer> {
  return (await (await fetch(`${address}/api/v1${path}`)).json()) as Answer;
}

describe("npm start", () => {
  let first: Start;
  let runs: Run[];

  test("records the example suites of both runners and prints the address last", { timeout: 240_000 }, async () => {
    first = await start();
    expect(first.output().trimEnd().split("\n").at(-1)).toBe(`Backstory is at ${first.address}`);
    runs = (await get<Page<Run>>(first, "/runs?limit=100")).items;
    expect(runs.map(({ target }) => target).toSorted()).toEqual([
      ...Array(6).fill("pytest"),
      ...Array(6).fill("vitest"),
    ]);
    expect(runs.map(({ state }) => state)).toEqual(Array(12).fill("complete"));
  });

  test("leaves histories in which a test fails since a certain run", async () => {
    const { items } = await get<Page<Test>>(first, "/tests?project=examples&limit=500");
    const details = await Promise.all(items.map(({ testId }) => get<TestDetail>(first, `/tests/${testId}`)));
    const since = details.filter(({ failingSince }) => failingSince?.lastPass !== null && failingSince !== null);
    // By name: a test that fails at random may come to the same numbers.
    const regressed = since.find(({ name }) => name === "test_a_voucher_pays_a_part");
    expect(regressed?.failingSince?.firstFailure.buildName).toBe("1.4.0");
    const history = await get<Page<HistoryEntry>>(first, `/tests/${regressed?.testId}/history`);
    expect(history.items.map(({ outcome }) => outcome)).toEqual([
      ...Array(3).fill("failed"),
      ...Array(3).fill("passed"),
    ]);
    expect(regressed?.failingSince?.runs).toBe(3);
  });

  test("refuses the data directory to a second server and says who holds it", { timeout: 60_000 }, async () => {
    const second = await start();
    expect(second.address).toBe("");
    expect(await second.stop()).toBe(1);
    expect(second.output()).toContain(first.address);
  });

  test("stops cleanly, and the next start records nothing twice", { timeout: 60_000 }, async () => {
    expect(await first.stop()).toBe(0);
    const next = await start();
    const again = (await get<Page<Run>>(next, "/runs?limit=100")).items;
    expect(again.map(({ runId }) => runId)).toEqual(runs.map(({ runId }) => runId));
    expect(next.output()).not.toContain("recording");
    expect(await next.stop()).toBe(0);
  });
});

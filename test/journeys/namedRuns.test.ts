import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ResultDraft } from "../browser/submission.ts";
import { backstory } from "../support/backstory.ts";
import { recordBuild } from "../support/recordBuild.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";

const passes = (name: string): ResultDraft => ({ name, status: "passed" });
const fails = (name: string): ResultDraft => ({ name, status: "failed", failure: { message: `${name} is red` } });

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let server: ServerProcess;
const runs: Record<string, string> = {};

/** Two builds of two shards each, in a target that does not consolidate, and a branch beside. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-named-"));
  server = await startServer(join(folder, "data"));
  const shard = (build: string, index: number, minutesAgo: number, results: ResultDraft[]) =>
    recordBuild(
      server,
      { ...{ build, minutesAgo, commit: `${build[0]}badcafe` }, shard: { index, total: 2 } },
      results,
    );
  runs["first"] = await shard("1.0", 1, 60, [passes("test_a")]);
  runs["second"] = await shard("1.0", 2, 50, [fails("test_old"), passes("test_b")]);
  runs["third"] = await shard("2.0", 1, 40, [fails("test_a")]);
  runs["feature"] = await recordBuild(
    server,
    { build: "f", minutesAgo: 30, branch: "feature", commit: "feedface0001" },
    [passes("test_a")],
  );
  runs["fourth"] = await shard("2.0", 2, 20, [fails("test_old"), passes("test_b")]);
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...words: string[]) {
  return backstory(words, { BACKSTORY_URL: server.address });
}

async function shown(...words: string[]): Promise<unknown> {
  const { stdout, stderr } = await run(...words, "--json");
  expect(stderr).toBe("");
  return JSON.parse(stdout).run.runId;
}

describe("a run", () => {
  test("is named by its commit, and as the one before the newest", async () => {
    expect(await shown("show", "commit:FEED")).toBe(runs["feature"]);
    expect(await shown("run", "commit:2bad")).toBe(runs["fourth"]);
    expect(await shown("show", "previous")).toBe(runs["third"]);
    expect(await shown("run", "previous", "--branch=main")).toBe(runs["third"]);
    expect(await shown("run", "build:1.0")).toBe(runs["second"]);
    // Nothing was on this branch before, so that it is the default branch's.
    expect(await shown("show", "previous", "--branch=feature")).toBe(runs["third"]);
    const { stdout } = await run("runs", "--commit=1badcafe", "--csv");
    expect(stdout).toContain(runs["first"]);
    expect(stdout).toContain(runs["second"]);
    expect(stdout).not.toContain(runs["third"]);
  });

  test("is named so to a gate, a summary and a harvest too", async () => {
    expect((await run("gate", "commit:feedface")).status).toBe(0);
    expect((await run("gate", "previous")).stdout).toContain(`run ${runs["third"]} does not pass`);
    expect((await run("summary", "commit:feedface")).stdout).toContain("1 test");
    expect((await run("harvest", "previous")).stdout).toContain("test_a");
  });

  test("that is not there is told, and so is a commit that is too short", async () => {
    expect(await run("show", "commit:ffffff")).toMatchObject({ status: 4 });
    expect(await run("show", "commit:fe")).toMatchObject({ status: 2 });
    expect(await run("show", "previous", "--asof=2001-01-01T00:00:00Z")).toMatchObject({ status: 4 });
  });
});

describe("a gate for a build in several jobs", () => {
  test("minds every job, not only the one that came last", async () => {
    const { status, stdout } = await run("gate", "--build=2.0", "--json");
    const { passes: all, judgements } = JSON.parse(stdout) as {
      passes: boolean;
      judgements: { run: { runId: string }; tests: { name: string }[] }[];
    };
    expect([status, all]).toEqual([1, false]);
    expect(judgements.map(({ run: { runId }, tests }) => [runId, tests.map(({ name }) => name)])).toEqual([
      [runs["fourth"], ["test_old"]],
      [runs["third"], ["test_a"]],
    ]);
  });

  test("compares each with the whole build before, not with one another", async () => {
    const { status, stdout } = await run("gate", "--build=2.0", "--only-new-failures");
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`run ${runs["fourth"]} passes\\.`));
    expect(stdout).toMatch(/1 test fails that did not before \(1\.0, 1\.0\)\.[\s\S]+test_a/);
    const first = await run("gate", "--build=1.0", "--only-new-failures");
    expect(first.stdout).toContain("There is no run to compare with");
    expect(first.stdout).toMatch(/test_old/);
  });
});

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Page, Run, SynthesisRow, TestMetric } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";
import { type VitestProject, vitestProject } from "../support/vitestProject.ts";

// Harvesting in a project written in TypeScript, by a real Vitest, with and without a server.

const config = `
  import { writeFileSync } from "node:fs";
  import { defineConfig } from "vitest/config";
  import type { HarvestedSession } from "backstory/harvest";

  const onSessionEnd = async (session: HarvestedSession) => {
    const nested = session.synthesis({ statusDetails: true, durationsInMs: true });
    const { columns, rows, counts } = session.synthesis().toTable();
    const data = session.fixtureStore.get("data");
    const attempts = [...session.attempts((test) => test.status === "passed")];
    const told = { attempts, nested: [...nested.entries], columns, rows, counts, warnings: session.warnings, data: data && [...data] };
    writeFileSync("session.json", JSON.stringify(told));
    if (process.env["FAIL_AT_END"]) throw new Error("nobody wants it");
  };

  export default defineConfig({
    // Both files at once: one waits for the other.
    test: { pool: "forks", maxWorkers: 2, reporters: ["default", ["backstory/vitest", { synthesis: "tables/session.csv", onSessionEnd }]] },
  });
`;

const bag = `
  declare module "backstory/harvest" {
    interface BagShape { accuracy: number; words: string; list: number[]; act: () => void; isFast: boolean; tries: number }
  }
  export interface Scores { home: number; guest: number }
`;

// Not run here: the fixtures of Playwright know the shape, too.
const playwright = `
  import { test as base } from "@playwright/test";
  import { createResultsBag, savedFixture } from "backstory/harvest";
  import { type BackstoryFixtures, backstoryFixtures, test } from "backstory/playwright/test";
  import type { Scores } from "./bag.ts";
  const mine = test.extend<{ scores: Partial<Scores>; data: number[] }>({
    scores: createResultsBag<Partial<Scores>>("scores"),
    data: savedFixture<number[]>(undefined, { key: "data" })(async ({}, use) => { await use([1]); }),
  });
  mine("a", ({ page, resultsBag, scores, data }) => { resultsBag.accuracy = data.length; scores.home = page.url().length; });
  base.extend<BackstoryFixtures>(backstoryFixtures)("b", ({ metric, sessionResults }) => metric("tests", sessionResults.entries.size));
`;

const accuracy = `
  import { describe, expect } from "vitest";
  import { createResultsBag, getSessionSynthesis, savedFixture } from "backstory/harvest";
  import { test as base } from "backstory/vitest/test";
  import type { Scores } from "./bag.ts";

  const data = savedFixture<number[]>(undefined, { key: "data", views: { rows: (value) => value.length }, saveRaw: true });
  const test = base.extend<{ data: number[]; scores: Partial<Scores> }>({
    data: data(async ({}, use: (value: number[]) => Promise<void>) => { await use([1, 2, 3]); }),
    scores: createResultsBag<Partial<Scores>>("scores"),
  });

  describe.each([1, 5])("with %i voters", (voters) => {
    test("has an accuracy", ({ resultsBag, data }) => {
      resultsBag.accuracy = 0.5 + voters / 100;
      resultsBag.isFast = true;
      resultsBag.list = [1];
      resultsBag.list.push(data.length);
    });
  });
  test("keeps what cannot be kept", ({ resultsBag, scores }) => {
    resultsBag.words = "kept";
    resultsBag.act = () => {};
    scores.home = 3;
  });
  let tries = 0;
  test("is tried again", { retry: 1 }, ({ resultsBag, data }) => {
    if (tries === 0) resultsBag.words = "of the first alone";
    resultsBag.tries = ++tries;
    expect(data.length).toBe(3);
    expect(tries).toBe(2);
  });
  test("sees what is over", ({ sessionResults, moduleResults, fixtureStore }) => {
    const before = ["with 1 voters > has an accuracy", "with 5 voters > has an accuracy", "keeps what cannot be kept", "is tried again"];
    const here = (id: string) => id.startsWith("accuracy.test.ts");
    expect([...sessionResults.entries.keys()].filter(here)).toEqual(before.map((name) => "accuracy.test.ts > " + name));
    expect([...moduleResults.entries.keys()]).toEqual(["has an accuracy", "keeps what cannot be kept", "is tried again"]);
    const entry = sessionResults.entries.get("accuracy.test.ts > with 5 voters > has an accuracy");
    expect(entry).toMatchObject({ status: "passed", fixtures: { data: [1, 2, 3], rows: 3, resultsBag: { accuracy: 0.55 } } });
    expect(fixtureStore.get("rows")?.size).toBe(3);
    const flat = getSessionSynthesis({ flatten: true, flattenMore: "resultsBag", filter: "accuracy.test.ts" });
    expect(flat.entries.get("accuracy.test.ts > is tried again")).toMatchObject({ status: "passed", tries: 2 });
    expect(getSessionSynthesis().toTable().columns).toContain("accuracy");
  });
`;

// Waits until the other file's worker has told of its tests.
const other = `
  import { expect } from "vitest";
  import { getSessionSynthesis } from "backstory/harvest";
  import { test } from "backstory/vitest/test";
  test("fails", ({ resultsBag }) => { resultsBag.accuracy = 0.1; throw new Error("no"); });
  test.skip("is skipped", () => {});
  test("hears of the other worker", async () => {
    const theirs = () => getSessionSynthesis().entries.get("accuracy.test.ts > is tried again");
    await expect.poll(theirs, { timeout: 50_000 }).toMatchObject({ testStatus: "passed", fixtures: { resultsBag: { tries: 2 } } });
  }, 60_000);
`;

// Real runners, one after another, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let project: VitestProject;

beforeAll(() => {
  project = vitestProject({
    "vitest.config.ts": config,
    "bag.ts": bag,
    "playwright.ts": playwright,
    "wrong.ts": `import { test } from "backstory/vitest/test"; import "./bag.ts";
      test("is wrong", ({ resultsBag }) => { resultsBag.accuracy = "high"; resultsBag.acuracy = 1; });`,
    "accuracy.test.ts": accuracy,
    "other.test.ts": other,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        ...{ strict: true, noEmit: true, module: "nodenext", target: "es2023", skipLibCheck: false },
        ...{ allowImportingTsExtensions: true, types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
      },
      include: ["*.ts"],
    }),
  });
  mkdirSync(join(project.folder, "node_modules/@playwright"), { recursive: true });
  symlinkSync(join(root, "node_modules/@playwright/test"), join(project.folder, "node_modules/@playwright/test"));
});

afterAll(() => project.remove());

function session(): Record<string, unknown> & { rows: Record<string, unknown>[] } {
  return JSON.parse(readFileSync(join(project.folder, "session.json"), "utf8"));
}

/** What an attempt stored beside its bag, too. */
function attemptStored(resultsBag: object): unknown {
  return expect.objectContaining({ resultsBag });
}

describe("at the end of a session, without a destination", () => {
  beforeAll(async () => {
    const { status, stdout } = await project.vitest([]);
    expect(stdout).toMatch(/Tests\s+1 failed \| 6 passed \| 1 skipped/);
    expect(status).toBe(1);
  });

  test("the callback has every test of every worker, with the last of its attempts", () => {
    const { nested, counts } = session();
    const entries = new Map(nested as [string, unknown][]);
    expect(counts).toEqual({ tests: 8, passed: 6, failed: 1, broken: 0, skipped: 1 });
    expect(entries.get("accuracy.test.ts > with 5 voters > has an accuracy")).toMatchObject({
      testStatus: "passed",
      testDurationMs: expect.any(Number),
      fixtures: { data: [1, 2, 3], rows: 3, resultsBag: { accuracy: 0.55, isFast: true, list: [1, 3] } },
    });
    expect(entries.get("accuracy.test.ts > is tried again")).toMatchObject({
      testStatus: "passed",
      fixtures: { resultsBag: { tries: 2 } },
    });
    expect(entries.get("accuracy.test.ts > is tried again")).not.toHaveProperty("fixtures.resultsBag.words");
    expect(entries.get("other.test.ts > fails")).toMatchObject({
      testStatus: "failed",
      fixtures: { resultsBag: { accuracy: 0.1 } },
    });
    expect(entries.get("other.test.ts > is skipped")).toMatchObject({ testStatus: "skipped", fixtures: {} });
  });

  test("the callback has each attempt, with what it stored itself", () => {
    const attempts = new Map(session()["attempts"] as [string, unknown][]);
    expect(attempts.get("accuracy.test.ts > is tried again")).toEqual([
      {
        status: "failed",
        durationS: expect.any(Number),
        fixtures: attemptStored({ tries: 1, words: "of the first alone" }),
      },
      { status: "passed", durationS: expect.any(Number), fixtures: attemptStored({ tries: 2 }) },
    ]);
    expect(attempts.get("accuracy.test.ts > keeps what cannot be kept")).toHaveLength(1);
    expect(attempts.has("other.test.ts > fails")).toBe(false);
  });

  test("what cannot be kept is a placeholder with a warning, and loses nothing else", () => {
    const { rows, warnings } = session();
    expect(rows.find(({ test: id }) => id === "accuracy.test.ts > keeps what cannot be kept")).toMatchObject({
      words: "kept",
      act: expect.stringMatching(/^\(.*function.*\)$/),
      home: 3,
    });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^'act' of accuracy\.test\.ts > keeps what cannot be kept came as a placeholder: it \(.*function.*\) cannot be kept$/,
      ),
    ]);
  });

  test("the table is in the file", () => {
    const [head = "", ...lines] = readFileSync(join(project.folder, "tables/session.csv"), "utf8")
      .trimEnd()
      .split("\n");
    expect(head.split(",")).toEqual(
      expect.arrayContaining(["test", "status", "durationMs", "accuracy", "data", "rows", "home"]),
    );
    expect(lines).toHaveLength(8);
  });

  test("nothing is spooled", () => {
    expect(project.spooled()).toEqual([]);
  });
});

test("a callback that throws is told in a line, and the run ends as it would", async () => {
  const { status, stderr } = await project.vitest(["accuracy"], { FAIL_AT_END: "1" });
  expect(status).toBe(0);
  expect(stderr).toContain("Backstory: onSessionEnd failed: nobody wants it\n");
});

test("a bag's shape is declared once and checked everywhere", async () => {
  const { stdout } = execFile(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project.folder]);
  const errors = (await text(stdout as Readable)).split("\n").filter(Boolean);
  expect(errors).toEqual([
    expect.stringMatching(/wrong\.ts.+'string' is not assignable to type 'number'/),
    expect.stringMatching(/wrong\.ts.+Property 'acuracy' does not exist/),
  ]);
});

describe("with a server", () => {
  let server: ServerProcess;
  let runs: Run[];

  beforeAll(async () => {
    server = await startServer(join(project.folder, "data"));
    for (const build of ["1.0", "1.1"]) {
      await project.vitest([], { BACKSTORY_URL: server.address, BACKSTORY_BUILD_NAME: build });
    }
    runs = await vi.waitFor(async () => {
      const { items } = await server.get<Page<Run>>("/runs");
      expect(items.map(({ state }) => state)).toEqual(["complete", "complete"]);
      return items;
    }, 30_000);
  });

  afterAll(async () => {
    await server.stop();
    rmSync(join(project.folder, "data"), { recursive: true, force: true });
  });

  test("what lands in a bag has a history", async () => {
    const { items } = await server.get<Page<SynthesisRow>>(`/runs/${runs[0]?.runId}/synthesis`);
    const row = items.find(({ suite }) => suite === "accuracy.test.ts > with 5 voters");
    expect(row).toMatchObject({ metrics: { accuracy: 0.55, isFast: 1 }, properties: { list: "[1,3]" } });
    const metric = await server.get<TestMetric>(`/tests/${row?.testId}/metrics?name=accuracy`);
    expect(metric.items.map(({ run, value }) => [run.buildName, value])).toEqual([
      ["1.1", 0.55],
      ["1.0", 0.55],
    ]);
    const scores = items.find(({ name }) => name === "keeps what cannot be kept");
    expect(scores).toMatchObject({ metrics: { "scores.home": 3 }, properties: { words: "kept" } });
  });

  test("`backstory harvest` prints it", async () => {
    const { stdout } = await project.backstory(["harvest", "latest", "--csv"], { BACKSTORY_URL: server.address });
    expect(stdout).toContain("accuracy");
    expect(stdout).toContain("0.55");
  });
});

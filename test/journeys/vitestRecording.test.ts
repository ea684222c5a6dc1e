import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BackstoryRecord, ResultRecord } from "@backstory/model";
import { recordSchema } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { userEnvironment } from "../support/userEnvironment.ts";
import { type VitestProject, vitestProgram, vitestProject } from "../support/vitestProject.ts";

// What the reporter writes, read from its spool: nothing listens where it would send to.
const nowhere = { BACKSTORY_URL: "http://127.0.0.1:9" };
const reporter = "--reporter=backstory/vitest";

const rich = `
  import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
  let tries = 0;
  describe("cart", () => {
    test("adds", () => { console.log("to stdout"); console.error("to stderr"); expect(1).toBe(1); });
    test("fails", () => { expect({ total: 1 }).toEqual({ total: 2 }); });
    test.skip("is skipped", () => {});
    test("skips itself", (context) => context.skip("no network"));
    test.todo("is to come");
    test.fails("fails as expected", () => { throw new Error("known"); });
    test.fails("passes against expectation", () => {});
    test.each([1, 2])("is one of two", () => {});
    test.each([1, 2])("counts to %i", () => {});
    test("passes at the third try", { retry: 2 }, () => { if (++tries < 3) throw new Error("try " + tries); });
    test("never passes", { retry: 1 }, () => { throw new TypeError("never"); });
    test("annotates", async ({ annotate, task }) => { await annotate("a note", "perf"); task.meta.ms = 12; task.meta.who = "me"; });
    test("takes too long", { timeout: 50 }, () => new Promise(() => {}));
    test("has causes", () => { throw new Error("outer", { cause: new Error("inner") }); });
    test("", () => {});
  });
  describe("hooks", () => {
    describe("before all", () => { beforeAll(() => { throw new Error("no database"); }); test("one", () => {}); });
    describe("after all", () => { afterAll(() => { throw new Error("not closed"); }); test("one", () => {}); });
    describe("before each", () => { beforeEach(() => { throw new Error("no cart"); }); test("one", () => {}); });
    describe("after each", () => { afterEach(() => { throw new Error("cart left"); }); test("one", () => {}); });
  });
`;

let project: VitestProject;

beforeAll(() => {
  project = vitestProject({
    "tests/rich.test.js": rich,
    "tests/import.test.js": `import "./absent.js";`,
    "tests/late.test.js": `
      import { test } from "vitest";
      test("leaves something behind", () => { setTimeout(() => { throw new Error("too late"); }, 0); });
      test("is there meanwhile", () => new Promise((resolve) => setTimeout(resolve, 50)));
    `,
  });
});

afterAll(() => project.remove());

/** The records of the only spool file, which is then removed; each is checked with the schema. */
function takeRecords(from: VitestProject = project): BackstoryRecord[] {
  const [path = "", ...others] = from.spooled();
  expect(others).toEqual([]);
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  rmSync(path);
  return lines.map((line) => recordSchema.parse(JSON.parse(line)));
}

function resultsIn(records: readonly BackstoryRecord[]): ResultRecord[] {
  return records.filter((record) => record.kind === "result");
}

describe("a rich suite", () => {
  let records: BackstoryRecord[];
  let json: Record<"numTotalTests" | "numPassedTests" | "numFailedTests" | "numPendingTests" | "numTodoTests", number>;

  beforeAll(async () => {
    const { status } = await project.vitest([reporter, "--reporter=json", "--outputFile=vitest.json"], nowhere);
    expect(status).toBe(1);
    json = JSON.parse(readFileSync(join(project.folder, "vitest.json"), "utf8"));
    records = takeRecords();
  });

  const named = (name: string) => resultsIn(records).filter((result) => result.name === name);

  test("has the counts of Vitest's own JSON reporter", () => {
    const last = new Map(resultsIn(records).map((result) => [`${result.suite} ${result.name}`, result]));
    const count = (...statuses: string[]) =>
      [...last.values()].filter(({ status }) => statuses.includes(status)).length;
    expect({
      total: last.size,
      passed: count("passed"),
      failed: count("failed", "broken"),
      skipped: count("skipped"),
    }).toEqual({
      total: json.numTotalTests,
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
    });
  });

  test("begins with its submission and ends with its end", () => {
    expect(records[0]).toMatchObject({ kind: "submission", runner: { name: "vitest" }, host: { arch: process.arch } });
    expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });
  });

  test.each([
    ["adds", { status: "passed", rawStatus: "passed", stdout: "to stdout\n", stderr: "to stderr\n" }],
    ["fails", { status: "failed", suite: "tests/rich.test.js > cart", file: "tests/rich.test.js" }],
    ["is skipped", { status: "skipped", rawStatus: "skipped" }],
    ["skips itself", { status: "skipped", description: "no network" }],
    ["is to come", { status: "skipped", rawStatus: "todo" }],
    ["fails as expected", { status: "passed", rawStatus: "fails" }],
    ["passes against expectation", { status: "failed" }],
    ["is one of two", { status: "passed" }],
    ["is one of two #2", { status: "passed", displayName: "is one of two" }],
    ["counts to 2", { status: "passed" }],
    ["annotates", { metrics: { ms: 12 }, properties: { who: "me" } }],
    ["takes too long", { status: "failed", failure: { message: expect.stringContaining("timed out in 50ms") } }],
    ["(no name)", { status: "passed" }],
  ])("records '%s' as it ended", (name, expected) => {
    expect(named(name)).toMatchObject([expected]);
  });

  test("records each attempt with its own failure", () => {
    expect(named("passes at the third try")).toMatchObject([
      { attempt: 1, status: "failed", failure: { type: "Error", message: "try 1" } },
      { attempt: 2, status: "failed", failure: { message: "try 2" } },
      { attempt: 3, status: "passed" },
    ]);
    expect(named("never passes").map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, "failed"],
      [2, "failed"],
    ]);
  });

  test("keeps the difference, the frame and the causes of a failure in its trace", () => {
    const trace = named("fails")[0]?.failure?.trace ?? "";
    expect(trace).toMatch(/^AssertionError: expected \{ total: 1 \} to deeply equal \{ total: 2 \}/);
    expect(trace).toContain("tests/rich.test.js:6:");
    expect(trace).toMatch(/\+.*"total": 1/);
    expect(trace).not.toContain("node_modules/@vitest");
    expect(named("has causes")[0]?.failure?.trace).toMatch(/Error: outer[\s\S]+Caused by: Error: inner/);
  });

  test("tells failing hooks from failing tests", () => {
    const inSuite = (suite: string) => resultsIn(records).filter((result) => result.suite.endsWith(suite));
    expect(inSuite("hooks > before each")).toMatchObject([{ status: "broken", rawStatus: "failed in beforeEach" }]);
    expect(inSuite("hooks > after each")).toMatchObject([{ status: "broken", rawStatus: "failed in afterEach" }]);
    expect(inSuite("hooks > before all")).toMatchObject([{ status: "skipped" }]);
  });

  test("records what went wrong outside tests", () => {
    const errors = records.filter((record) => record.kind === "error").map(({ where, message }) => [where, message]);
    expect(errors.sort()).toEqual([
      [expect.stringMatching(/^Uncaught Exception in tests\/late\.test\.js/), "too late"],
      ["afterAll of tests/rich.test.js > hooks > after all", "not closed"],
      ["beforeAll of tests/rich.test.js > hooks > before all", "no database"],
      ["tests/import.test.js", expect.stringContaining("./absent.js")],
    ]);
  });

  test("records annotations as events of their result", () => {
    const [annotated] = named("annotates");
    expect(records.filter((record) => record.kind === "event")).toMatchObject([
      { resultId: annotated?.resultId, seq: 0, name: "perf", payload: "a note" },
    ]);
  });

  test("has a result id only once", () => {
    const ids = resultsIn(records).map(({ resultId }) => resultId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test("a shard says which it is, and shards together have every test once", async () => {
  const names: string[] = [];
  for (const index of [1, 2]) {
    await project.vitest([reporter, `--shard=${index}/2`, "tests/rich", "tests/late"], nowhere);
    const records = takeRecords();
    expect(records[0]).toMatchObject({ shard: { index, total: 2 } });
    names.push(...resultsIn(records).map(({ suite, name, attempt }) => `${suite} > ${name} ${attempt}`));
  }
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(20);
});

test("a Vitest that a test starts is not recorded", async () => {
  await project.vitest([reporter, "tests/late"], { ...nowhere, VITEST_POOL_ID: "1" });
  expect(project.spooled()).toEqual([]);
});

test("projects tell one file's tests apart", async () => {
  const projects = vitestProject({
    "vitest.config.js": `export default { test: { projects: [
      { test: { name: "one", include: ["a.test.js"] } }, { test: { name: "two", include: ["a.test.js"] } },
    ] } };`,
    "a.test.js": `import { test } from "vitest"; test("adds", () => {});`,
  });
  await projects.vitest([reporter], nowhere);
  const suites = resultsIn(takeRecords(projects)).map(({ suite, labels }) => [suite, labels?.["project"]]);
  expect(suites.sort()).toEqual([
    ["|one| a.test.js", ["one"]],
    ["|two| a.test.js", ["two"]],
  ]);
  projects.remove();
});

test("a worker that dies takes only the test with it that ran", async () => {
  const dying = vitestProject({
    "a.test.js": `
      import { test } from "vitest";
      test("is before", () => {});
      test("dies", async () => { await new Promise((resolve) => setTimeout(resolve, 300)); process.kill(process.pid, "SIGKILL"); });
      test("is after", () => {});
    `,
  });
  const { status } = await dying.vitest([reporter], nowhere);
  const records = takeRecords(dying);
  expect(status).toBe(1);
  expect(resultsIn(records).map(({ name, status }) => [name, status])).toEqual([
    ["is before", "passed"],
    ["dies", "broken"],
  ]);
  expect(records.filter(({ kind }) => kind === "error").length).toBeGreaterThan(0);
  expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });
  dying.remove();
});

test("tests that were cancelled because another failed are skipped, as Vitest counts them", async () => {
  const bailing = vitestProject({
    "a.test.js": `
      import { test } from "vitest";
      test("fails", () => { throw new Error("no"); });
      for (const name of ["one", "two"]) test(name, () => {});
    `,
  });
  await bailing.vitest([reporter, "--bail=1"], nowhere);
  expect(resultsIn(takeRecords(bailing)).map(({ name, status }) => [name, status])).toEqual([
    ["fails", "failed"],
    ["one", "skipped"],
    ["two", "skipped"],
  ]);
  bailing.remove();
});

test("watch mode makes a submission of each run, when that is wanted", async () => {
  const watched = vitestProject({ "a.test.js": `import { test } from "vitest"; test("first", () => {});` });
  const child = spawn(process.execPath, [vitestProgram, "--watch", reporter, "--reporter=dot"], {
    cwd: watched.folder,
    env: { ...userEnvironment(), ...nowhere, BACKSTORY_SPOOL: watched.spool, BACKSTORY_WATCH: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const submissions = () => watched.spooled().filter((path) => path.endsWith(".ndjson") && isWhole(path));
  await expect.poll(() => submissions().length, { timeout: 20_000 }).toBe(1);
  writeFileSync(join(watched.folder, "a.test.js"), `import { test } from "vitest"; test("second", () => {});`);
  await expect.poll(() => submissions().length, { timeout: 20_000 }).toBe(2);
  child.kill();
  await ended;
  const names = submissions().map((path) => /"name":"(first|second)"/.exec(readFileSync(path, "utf8"))?.[1]);
  expect(names).toEqual(["first", "second"]);
  watched.remove();
});

test("watch mode is not recorded by default", async () => {
  const watched = vitestProject({ "a.test.js": `import { test } from "vitest"; test("first", () => {});` });
  const child = spawn(process.execPath, [vitestProgram, "--watch", reporter, "--reporter=default"], {
    cwd: watched.folder,
    env: { ...userEnvironment(), ...nowhere, NO_COLOR: "1", BACKSTORY_SPOOL: watched.spool },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let told = "";
  child.stdout.on("data", (chunk: Buffer) => {
    told += chunk.toString();
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  await expect.poll(() => told, { timeout: 30_000 }).toContain("Waiting for file changes");
  child.kill();
  await ended;
  expect(told).toContain("1 passed");
  expect(watched.spooled()).toEqual([]);
  watched.remove();
});

test("a Vitest that is interrupted says in one line where its results are", async () => {
  const long = vitestProject({
    "long.test.js": `
      import { test } from "vitest";
      for (let index = 0; index < 500; index++) test("waits " + index, () => new Promise((resolve) => setTimeout(resolve, 20)));
    `,
  });
  const child = spawn(process.execPath, [vitestProgram, "run", reporter, "--reporter=verbose"], {
    cwd: long.folder,
    env: { ...userEnvironment(), ...nowhere, BACKSTORY_SPOOL: long.spool },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let told = "";
  child.stderr.on("data", (chunk: Buffer) => {
    told += chunk.toString();
  });
  child.stdout.on("data", (chunk: Buffer) => {
    if (chunk.includes("waits 5")) child.kill("SIGINT");
  });
  await new Promise((resolve) => child.once("close", resolve));
  expect(told.match(/^Backstory: .+$/gm)).toEqual([
    expect.stringMatching(/^Backstory: \d+ records could not be sent .+\.ndjson; send them with: backstory flush$/),
  ]);
  expect(long.spooled()).toEqual([expect.stringMatching(/\.ndjson$/)]);
  long.remove();
});

function isWhole(path: string): boolean {
  return readFileSync(path, "utf8").includes('"kind":"end"');
}

test("Vitest killed with -9 leaves every test that it reported in the spool", async () => {
  const long = vitestProject({
    // Tells each test at once, and unbuffered, after our reporter has heard of it.
    "told.mjs": `
      import { writeSync } from "node:fs";
      export default class { onTestCaseResult(test) { writeSync(1, test.name + "\\n"); } }
    `,
    "long.test.js": `
      import { test } from "vitest";
      for (let index = 0; index < 500; index++) test("waits " + index, () => new Promise((resolve) => setTimeout(resolve, 20)));
    `,
  });
  const reported = await killedAfter(60, long);
  const [path = "", lock] = long
    .spooled()
    .sort((one, other) => Number(one.endsWith(".lock")) - Number(other.endsWith(".lock")));
  expect(lock).toMatch(/\.lock$/);
  const lines = readFileSync(path, "utf8").split("\n");
  const names = lines.filter((line) => line.includes('"kind":"result"')).map((line) => JSON.parse(line).name);
  expect(reported.length).toBeGreaterThanOrEqual(60);
  expect(names.slice(0, reported.length)).toEqual(reported);
  long.remove();
});

/** Runs Vitest with a reporter of its own after ours, kills it after so many tests, and answers what that reported. */
function killedAfter(count: number, { folder, spool }: VitestProject): Promise<string[]> {
  const child = spawn(process.execPath, [vitestProgram, "run", reporter, "--reporter=./told.mjs"], {
    cwd: folder,
    env: { ...userEnvironment(), ...nowhere, BACKSTORY_SPOOL: spool },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let told = "";
  return new Promise((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      if (told.split("\n").length > count) child.kill("SIGKILL");
    });
    child.once("close", () => resolve(told.split("\n").slice(0, -1)));
  });
}

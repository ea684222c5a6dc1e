import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BackstoryRecord, ResultRecord } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { errorsIn, nodeOf, type RunnerProject, resultsIn, runnerProject } from "../support/runnerProject.ts";

// Real runners, one after another, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

// The oldest and the newest Vitest: what they record and what their tests tell is the same.

const rich = `
  import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
  import { attach, metric, recordEvent } from "backstory";
  import { test as told } from "backstory/vitest/test";
  let tries = 0;
  describe("cart", () => {
    test("adds", () => { console.log("to stdout"); expect(1).toBe(1); });
    test("fails", () => { expect({ total: 1 }).toEqual({ total: 2 }); });
    test("matches", () => { expect({ a: 1 }).toMatchInlineSnapshot(\`
      {
        "a": 1,
      }
    \`); });
    test.skip("is skipped", () => {});
    test.todo("is to come");
    test.fails("fails as expected", () => { throw new Error("known"); });
    test.each([1, 2])("counts to %i", () => {});
    test("passes at the third try", { retry: 2 }, () => { metric("try", ++tries); if (tries < 3) throw new Error("try " + tries); });
  });
  describe("hooks", () => {
    describe("before all", () => { beforeAll(() => { throw new Error("no database"); }); test("one", () => {}); });
    describe("before each", () => { beforeEach(() => { throw new Error("no cart"); }); test("one", () => {}); });
    describe("after each", () => { afterEach(() => { throw new Error("cart left"); }); test("one", () => {}); });
  });
  describe.concurrent("at once", () => {
    for (let index = 0; index < 10; index++) {
      test("function " + index, async () => {
        metric("number", index);
        await new Promise((resolve) => setTimeout(resolve, (index * 7) % 11));
        recordEvent("function " + index);
      });
      told("fixture " + index, async ({ metric, resultsBag, recordEvent }) => {
        metric("number", index);
        await new Promise((resolve) => setTimeout(resolve, (index * 7) % 11));
        resultsBag.accuracy = index;
        recordEvent("fixture " + index);
      });
    }
  });
  told("harvests", ({ sessionResults, moduleResults, attach }) => {
    attach("note.txt", "a note");
    expect(moduleResults.entries.get("fixture 3")).toMatchObject({ status: "passed", fixtures: { resultsBag: { accuracy: 3 } } });
    expect(sessionResults.entries.size).toBe(10);
  });
`;

const config = `export default { test: { reporters: ["default", ["backstory/vitest", { synthesis: "session.json" }]] } };`;

const newestNode = nodeOf("node-22");
if (newestNode === undefined)
  console.warn("Vitest 5 is not tested: it needs Node 22, which npm has for Linux on x64 only.");

describe.each([
  ["vitest-oldest", process.execPath],
  ...(newestNode === undefined ? [] : ([["vitest-newest", newestNode]] as const)),
] as const)("%s", (runner, node) => {
  let project: RunnerProject;
  let records: BackstoryRecord[];

  beforeAll(async () => {
    project = runnerProject(
      {
        "package.json": '{ "type": "module" }',
        "vitest.config.js": config,
        "rich.test.js": rich,
        "broken.test.js": `import "./absent.js";`,
      },
      { runner, packages: ["vitest", "vite"] },
    );
    // A copy, so that it finds the Vitest of this project, as it does where it is installed.
    rmSync(join(project.folder, "node_modules/backstory"));
    for (const part of ["package.json", "dist"]) {
      cpSync(join(root, "packages/client", part), join(project.folder, "node_modules/backstory", part), {
        recursive: true,
      });
    }
    const { status, stdout, stderr } = await project.run(["node_modules/vitest/vitest.mjs", "run"], { node });
    expect([status, stdout, stderr]).toMatchObject([1, expect.stringContaining("rich.test.js"), expect.any(String)]);
    records = project.takeRecords();
  });

  afterAll(() => project.remove());

  const named = (name: string, suite = ""): ResultRecord[] =>
    resultsIn(records).filter((result) => result.name === name && result.suite.endsWith(suite));

  test.each([
    ["adds", { status: "passed", suite: "rich.test.js > cart", stdout: "to stdout\n", file: "rich.test.js" }],
    ["fails", { status: "failed", failure: { type: "AssertionError" } }],
    ["is skipped", { status: "skipped" }],
    ["is to come", { status: "skipped", rawStatus: "todo" }],
    ["fails as expected", { status: "passed", rawStatus: "fails" }],
    ["counts to 2", { status: "passed" }],
    ["harvests", { status: "passed" }],
  ])("records '%s' as it ended", (name, expected) => {
    expect(named(name)).toMatchObject([expected]);
  });

  test("records attempts, each with what it told", () => {
    expect(named("passes at the third try")).toMatchObject([
      { attempt: 1, status: "failed", failure: { message: "try 1" }, metrics: { try: 1 } },
      { attempt: 2, status: "failed", failure: { message: "try 2" }, metrics: { try: 2 } },
      { attempt: 3, status: "passed", metrics: { try: 3 } },
    ]);
  });

  test("tells failing hooks from failing tests, and records what failed outside tests", () => {
    expect(named("one", "before each")).toMatchObject([{ status: "broken" }]);
    expect(named("one", "after each")).toMatchObject([{ status: "broken" }]);
    expect(named("one", "before all")).toMatchObject([{ status: "skipped" }]);
    expect(errorsIn(records).sort()).toEqual([
      ["beforeAll of rich.test.js > hooks > before all", "no database"],
      ["broken.test.js", expect.stringContaining("./absent.js")],
    ]);
  });

  test("tells the pool, the phase of a hook that failed, and snapshots", () => {
    expect(records[0]).toMatchObject({ variant: { pool: "forks" } });
    expect(named("one", "before each")).toMatchObject([{ phases: [{ name: "setup", status: "broken" }] }]);
    expect(named("one", "after each")).toMatchObject([{ phases: [{ name: "teardown", status: "broken" }] }]);
    expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1, snapshots: { matched: 1 } });
  });

  test("tests at once tell of themselves and of nobody else", () => {
    for (const kind of ["function", "fixture"]) {
      for (let index = 0; index < 10; index++) {
        const [one] = named(`${kind} ${index}`) as [ResultRecord];
        expect(one.metrics).toEqual({ number: index, ...(kind === "fixture" ? { accuracy: index } : {}) });
        expect(records.filter((record) => record.kind === "event" && record.resultId === one.resultId)).toMatchObject([
          { name: `${kind} ${index}` },
        ]);
      }
    }
    expect(records.filter(({ kind }) => kind === "attachment")).toMatchObject([{ name: "note.txt" }]);
  });

  test("the session is written", () => {
    const { rows } = JSON.parse(readFileSync(join(project.folder, "session.json"), "utf8"));
    expect(rows.find(({ test: id }: { test: string }) => id.endsWith("fixture 7"))).toMatchObject({ accuracy: 7 });
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BackstoryRecord } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { errorsIn, type RunnerProject, resultsIn, runnerFolder, runnerProject } from "../support/runnerProject.ts";

// Jest starts a process for each worker, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

// What the reporter writes, read from its spool: nothing listens where it would send to.
const rich = `
  describe("cart", () => {
    test("adds", () => { console.log("to the console"); });
    test("fails", () => { expect({ total: 1 }).toEqual({ total: 2 }); });
    test.skip("is skipped", () => {});
    test.todo("is to come");
    test.failing("fails as expected", () => { throw new Error("known"); });
    test.failing("passes against expectation", () => {});
    test.each([1, 2])("is one of two", () => {});
    test.each([1, 2])("counts to %i", () => {});
    test.concurrent.each(["a", "b"])("is at the same time as %s", () => new Promise((resolve) => setTimeout(resolve, 20)));
    test("takes too long", () => new Promise(() => {}), 50);
    test("throws a value", () => { throw { a: 1 }; });
    test("differs from its snapshot", () => { expect({ a: 1 }).toMatchInlineSnapshot("{}"); });
  });
  describe("hooks", () => {
    describe("before all", () => { beforeAll(() => { throw new Error("no database"); }); test("one", () => {}); });
    describe("after all", () => { afterAll(() => { throw new Error("not closed"); }); test("one", () => {}); });
    describe("before each", () => { beforeEach(() => { throw new Error("no cart"); }); test("one", () => {}); });
    describe("after each", () => { afterEach(() => { throw new Error("cart left"); }); test("one", () => {}); });
    describe("slow", () => { beforeEach(() => new Promise(() => {}), 50); test("one", () => {}); });
  });
`;

const retried = `
  jest.retryTimes(2);
  let tries = 0;
  test("passes at the third try", () => { if (++tries < 3) throw new Error("try " + tries); });
  test("never passes", () => { throw new TypeError("never"); });
`;

const program = "node_modules/jest/bin/jest.js";
const withUs = "--reporters=backstory/jest";

function jestProject(runner: string, files: Readonly<Record<string, string>>): RunnerProject {
  return runnerProject({ "jest.config.js": "module.exports = {};", ...files }, { runner, packages: ["jest"] });
}

describe.each(["jest-oldest", "jest-newest"])("a rich suite with %s", (runner) => {
  let project: RunnerProject;
  let records: BackstoryRecord[];
  let json: Record<"numTotalTests" | "numPassedTests" | "numFailedTests" | "numPendingTests" | "numTodoTests", number>;

  beforeAll(async () => {
    project = jestProject(runner, {
      "tests/rich.test.js": rich,
      "tests/retried.test.js": retried,
      "tests/import.test.js": `require("./absent.js");`,
      "tests/empty.test.js": "",
    });
    const words = ["--ci", "-w=2", withUs, "--json", "--outputFile=jest.json", "--testLocationInResults"];
    expect((await project.run([program, ...words])).status).toBe(1);
    json = JSON.parse(readFileSync(join(project.folder, "jest.json"), "utf8"));
    records = project.takeRecords();
  });

  afterAll(() => project.remove());

  const named = (name: string) => resultsIn(records).filter((result) => result.name === name);

  test("has the counts of Jest's own JSON", () => {
    const last = [...new Map(resultsIn(records).map((result) => [`${result.suite} ${result.name}`, result])).values()];
    const count = (...statuses: string[]) => last.filter(({ status }) => statuses.includes(status)).length;
    expect({
      total: last.length,
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
    const { version } = JSON.parse(readFileSync(join(runnerFolder(runner), "node_modules/jest/package.json"), "utf8"));
    expect(records[0]).toMatchObject({ kind: "submission", runner: { name: "jest", version } });
    expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1, snapshots: { matched: 0, unmatched: 1 } });
  });

  test.each([
    ["adds", { status: "passed", suite: "tests/rich.test.js > cart", file: "tests/rich.test.js", line: 3 }],
    ["fails", { status: "failed", failure: { type: "Error", message: expect.stringContaining("toEqual(expected)") } }],
    ["is skipped", { status: "skipped", rawStatus: "pending" }],
    ["is to come", { status: "skipped", rawStatus: "todo" }],
    ["fails as expected", { status: "passed" }],
    ["passes against expectation", { status: "failed" }],
    ["is one of two", { status: "passed" }],
    ["is one of two #2", { status: "passed", displayName: "is one of two" }],
    ["counts to 2", { status: "passed" }],
    ["is at the same time as b", { status: "passed" }],
    ["takes too long", { status: "failed", failure: { message: expect.stringContaining("timeout of 50 ms") } }],
    ["throws a value", { status: "failed", failure: { message: expect.stringContaining('"a": 1') } }],
    ["differs from its snapshot", { status: "failed" }],
  ])("records '%s' as it ended", (name, expected) => {
    expect(named(name)).toMatchObject([expected]);
  });

  test("records each attempt with its own failure", () => {
    expect(named("passes at the third try")).toMatchObject([
      { attempt: 1, status: "failed", failure: { type: "Error", message: "try 1" } },
      { attempt: 2, status: "failed", failure: { message: "try 2" } },
      { attempt: 3, status: "passed" },
    ]);
    expect(named("never passes").map(({ attempt, failure }) => [attempt, failure?.type])).toEqual([
      [1, "TypeError"],
      [2, "TypeError"],
      [3, "TypeError"],
    ]);
  });

  test("tells failing hooks from failing tests", () => {
    const inSuite = (suite: string) => resultsIn(records).filter((result) => result.suite.endsWith(suite));
    expect(inSuite("before all")).toMatchObject([{ status: "broken", failure: { message: "no database" } }]);
    expect(inSuite("before each")).toMatchObject([{ status: "broken", rawStatus: "failed in a hook" }]);
    expect(inSuite("after each")).toMatchObject([{ status: "broken", failure: { message: "cart left" } }]);
    expect(inSuite("slow")).toMatchObject([{ status: "broken" }]);
    expect(inSuite("after all")).toMatchObject([{ status: "passed" }]);
  });

  test("keeps the difference and the frame of a failure in its trace", () => {
    const trace = named("fails")[0]?.failure?.trace ?? "";
    expect(trace).toMatch(/- +"total": 2[\s\S]+\+ +"total": 1/);
    expect(trace).toContain("tests/rich.test.js:4:");
    expect(trace).not.toMatch(/node_modules\/(jest-|@jest)/);
  });

  test("records what went wrong outside tests", () => {
    expect([...errorsIn(records)].sort()).toEqual([
      ["tests/empty.test.js", "Your test suite must contain at least one test."],
      ["tests/import.test.js", expect.stringContaining("Cannot find module './absent.js'")],
      ["tests/rich.test.js", "not closed"],
    ]);
  });

  test("attaches what was printed, by file", () => {
    expect(records.filter(({ kind }) => kind === "attachment")).toMatchObject([
      { name: "console.txt", mediaType: "text/plain" },
    ]);
  });

  test("has a result id only once", () => {
    const ids = resultsIn(records).map(({ resultId }) => resultId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe.each(["jest-oldest", "jest-newest"])("what tests of %s tell", (runner) => {
  let project: RunnerProject;

  beforeAll(() => {
    project = jestProject(runner, {
      "tells.test.js": `
        const { attach, describeTest, metric, property, recordEvent } = require("backstory");
        const waits = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        let tries = 0;
        jest.retryTimes(1);
        test("tells", () => {
          metric("ms", 12); property("who", "me"); recordEvent("opened", { door: "1" }); attach("note.txt", "hello"); describeTest("all of it");
        });
        test("is silent", () => {});
        test.each([1, 1])("is told apart", () => { metric("tries", ++tries); });
        test("is told by attempt", () => { metric("tries", ++tries); if (tries < 4) throw new Error("no"); });
        for (let index = 0; index < 8; index++) {
          test.concurrent("at once " + index, async () => { await waits(40 - index * 5); metric("index", index); await waits(20); property("word", String(index)); });
        }
      `,
    });
  });

  afterAll(() => project.remove());

  test("stands with the attempt that told it, concurrent ones, too", async () => {
    expect((await project.run([program, withUs])).status).toBe(0);
    const records = project.takeRecords();
    const results = resultsIn(records);
    const told = (name: string) => results.filter((result) => result.name === name);
    expect(told("tells")).toMatchObject([{ metrics: { ms: 12 }, properties: { who: "me" }, description: "all of it" }]);
    const { resultId } = told("tells")[0] ?? {};
    expect(records).toContainEqual(expect.objectContaining({ kind: "event", resultId, name: "opened" }));
    expect(records).toContainEqual(expect.objectContaining({ kind: "attachment", resultId, name: "note.txt" }));
    expect(told("is silent")[0]).not.toHaveProperty("metrics");
    expect([...told("is told apart"), ...told("is told apart #2"), ...told("is told by attempt")]).toMatchObject(
      [1, 2, 3, 4].map((tries) => ({ metrics: { tries } })),
    );
    for (let index = 0; index < 8; index++) {
      expect(told(`at once ${index}`)).toMatchObject([{ metrics: { index }, properties: { word: String(index) } }]);
    }
  });

  test("goes nowhere, and harms nothing, when nothing is recorded", async () => {
    const { status } = await project.run([program, "--reporters=default"]);
    expect({ status, spooled: project.spooled() }).toEqual({ status: 0, spooled: [] });
  });
});

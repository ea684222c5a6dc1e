import type { BackstoryRecord } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorsIn, nodeOf, type RunnerProject, resultsIn, runnerProject } from "../support/runnerProject.ts";

// What the reporter writes, read from its spool: nothing listens where it would send to.
const rich = `
  import { test, describe, it, before, after, beforeEach, afterEach } from "node:test";
  import assert from "node:assert";
  describe("cart", () => {
    it("adds", () => { console.log("to stdout"); });
    it("fails", () => { assert.deepStrictEqual({ total: 1 }, { total: 2 }); });
    it("is skipped", { skip: true }, () => {});
    it("has a reason", { skip: "no network" }, () => {});
    it("skips itself", (t) => { t.skip("itself"); });
    it("is to come", { todo: "later" }, () => { throw new Error("not yet"); });
    it("came already", { todo: true }, () => {});
    it("same", () => {}); it("same", () => {});
    it("takes too long", { timeout: 50 }, () => new Promise((resolve) => setTimeout(resolve, 500)));
    it("throws a text", () => { throw "text"; });
    it("has causes", () => { throw new Error("outer", { cause: new Error("inner") }); });
    it("notes", (t) => { t.diagnostic("a note"); });
  });
  test("has subtests", async (t) => {
    await t.test("one", () => {});
    await t.test("two", async (t) => { await t.test("deep", () => { throw new Error("deep down"); }); });
  });
  describe("hooks", () => {
    describe("before", () => { before(() => { throw new Error("no database"); }); it("one", () => {}); });
    describe("after", () => { after(() => { throw new Error("not closed"); }); it("one", () => {}); });
    describe("before each", () => { beforeEach(() => { throw new Error("no cart"); }); it("one", () => {}); });
    describe("after each", () => { afterEach(() => { throw new Error("cart left"); }); it("one", () => {}); });
  });
  describe("throws", () => { throw new Error("in the suite"); });
  test("leaves something behind", () => { setTimeout(() => { throw new Error("too late"); }, 0); });
  test("is there meanwhile", () => new Promise((resolve) => setTimeout(resolve, 50)));
`;

const verbs = `
  const { describe, it, test } = require("node:test");
  const { metric, recordEvent, property, attach, describeTest } = require("backstory");
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  describe("at once", { concurrency: true }, () => {
    for (let number = 0; number < 8; number++) {
      it("same", async () => { await wait(8 - number); metric("first", number); await wait(number); metric("last", number); });
    }
  });
  for (let number = 0; number < 3; number++) {
    test("loop", async (t) => {
      await t.test("inner", async () => { await wait(1); metric("inner", number); });
      metric("outer", number);
    });
  }
  test("all", () => {
    recordEvent("went", { to: "x" }); property("who", "me"); attach("note.txt", "hello"); describeTest("about");
  });
`;

const files = {
  "rich.test.mjs": rich,
  "import.test.mjs": `import "./absent.mjs";`,
  "plain.test.mjs": `console.log("plain");`,
  "asserts.test.mjs": `import assert from "node:assert"; assert.equal(1, 2);`,
  "exits.test.mjs": `process.exit(3);`,
  "dies.test.mjs": `
    import { describe, it } from "node:test";
    describe("worker", () => {
      it("is before", () => {});
      it("dies", async () => { await new Promise((resolve) => setTimeout(resolve, 300)); process.kill(process.pid, "SIGKILL"); });
      it("is after", () => {});
    });
  `,
  "verbs.test.cjs": verbs,
  "fine.test.mjs": `import { test } from "node:test"; for (const name of ["one", "two", "three"]) test(name, () => {});`,
  "other.test.mjs": `import { test } from "node:test"; test("four", () => {});`,
  "only.test.mjs": `import { test } from "node:test"; test.only("chosen", () => {}); test("other", () => {});`,
};

const withUs = ["--test", "--test-reporter=backstory/node-test"];
const versions = ["node-oldest", "node-22", "node-24", "node-newest"];
const known = versions.filter((version) => nodeOf(version) !== undefined);
if (known.length < versions.length)
  console.log("npm has no binaries of other Nodes here: the Node that runs is tested.");
const nodes =
  known.length === versions.length ? versions.map((name) => [name, nodeOf(name) ?? ""]) : [["node", process.execPath]];

let project: RunnerProject;

beforeAll(() => {
  project = runnerProject(files);
});

afterAll(() => project.remove());

describe.each(nodes)("%s", (name, node) => {
  const run = (...words: string[]) => project.run([...withUs, ...words], { node });
  const none = name === "node-22" ? "--experimental-test-isolation=none" : "--test-isolation=none";
  const ways: [string, string[]][] = [["in processes of their own", []]];
  if (known.length > 0 && name !== "node-oldest") ways.push(["in one process", [none]]);

  describe.each(ways)("a rich suite %s", (_, words) => {
    let records: BackstoryRecord[];
    let stdout: string;

    beforeAll(async () => {
      const ended = await run(...words, "rich.test.mjs");
      expect(ended.status).toBe(1);
      stdout = ended.stdout;
      records = project.takeRecords();
    });

    const named = (title: string) => resultsIn(records).filter((result) => result.name === title);

    test("has the counts that Node prints", () => {
      const results = resultsIn(records);
      const printed = (word: string) => Number(new RegExp(`^ℹ ${word} (\\d+)`, "m").exec(stdout)?.[1]);
      const count = (isOne: (result: (typeof results)[number]) => boolean) => results.filter(isOne).length;
      expect({
        tests: results.length,
        pass: count(({ status, rawStatus }) => status === "passed" && rawStatus !== "todo"),
        fail: count(
          ({ status, rawStatus }) =>
            ["failed", "broken"].includes(status) && rawStatus !== "cancelled" && rawStatus !== "timedOut",
        ),
        cancelled: count(({ rawStatus }) => rawStatus === "cancelled" || rawStatus === "timedOut"),
        skipped: count(({ rawStatus }) => rawStatus === "skipped"),
        todo: count(({ rawStatus }) => rawStatus === "todo"),
      }).toEqual({
        tests: printed("tests"),
        pass: printed("pass"),
        // Node counts suites that failed by themselves among the failed tests.
        fail: printed("fail"),
        cancelled: printed("cancelled"),
        skipped: printed("skipped"),
        todo: printed("todo"),
      });
    });

    test("begins with its submission and ends with its end", () => {
      expect(records[0]).toMatchObject({ kind: "submission", runner: { name: "node:test" } });
      expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });
    });

    test.each([
      [
        "adds",
        { status: "passed", rawStatus: "passed", suite: "rich.test.mjs > cart", file: "rich.test.mjs", line: 5 },
      ],
      [
        "fails",
        { status: "failed", failure: { type: "AssertionError", trace: expect.stringContaining("rich.test.mjs:6:") } },
      ],
      ["is skipped", { status: "skipped", rawStatus: "skipped" }],
      ["has a reason", { status: "skipped", description: "no network" }],
      ["skips itself", { status: "skipped", description: "itself" }],
      ["is to come", { status: "skipped", rawStatus: "todo", description: "later", failure: { message: "not yet" } }],
      ["came already", { status: "passed", rawStatus: "todo" }],
      ["same #2", { status: "passed", displayName: "same" }],
      ["takes too long", { status: "failed", rawStatus: "timedOut" }],
      ["throws a text", { status: "failed", failure: { message: "text" } }],
      ["has causes", { failure: { trace: expect.stringMatching(/Error: outer[\s\S]+Caused by: Error: inner/) } }],
      ["has subtests", { suite: "rich.test.mjs", status: "failed" }],
      ["two", { suite: "rich.test.mjs > has subtests", status: "failed" }],
      ["deep", { suite: "rich.test.mjs > has subtests > two", failure: { message: "deep down" } }],
    ])("records '%s' as it ended", (title, expected) => {
      expect(named(title)).toMatchObject([expected]);
    });

    test("tells failing hooks from failing tests", () => {
      const inSuite = (suite: string) => resultsIn(records).filter((result) => result.suite.endsWith(suite));
      expect(inSuite("hooks > before each")).toMatchObject([{ status: "broken", rawStatus: "failed in beforeEach" }]);
      expect(inSuite("hooks > after each")).toMatchObject([{ status: "broken", rawStatus: "failed in afterEach" }]);
      expect(inSuite("hooks > before")).toMatchObject([{ status: "broken", rawStatus: "cancelled" }]);
    });

    test("records what went wrong outside tests", () => {
      expect(errorsIn(records)).toEqual([
        ["before of rich.test.mjs > hooks > before", "no database"],
        ["after of rich.test.mjs > hooks > after", "not closed"],
        ["rich.test.mjs > throws", "in the suite"],
        [expect.any(String), expect.stringContaining("too late")],
      ]);
    });

    test("records what a test told Node as an event of its result", () => {
      expect(records.filter(({ kind }) => kind === "event")).toMatchObject([
        { resultId: named("notes")[0]?.resultId, name: "diagnostic", payload: "a note" },
      ]);
    });
  });

  test("files without tests are recorded as Node tells them", async () => {
    await run("import.test.mjs", "plain.test.mjs", "asserts.test.mjs", "exits.test.mjs");
    const ends = resultsIn(project.takeRecords()).map(({ name, status, failure }) => [name, status, failure?.message]);
    expect(ends.sort()).toEqual([
      ["asserts.test.mjs", "failed", expect.stringContaining("AssertionError")],
      ["exits.test.mjs", "broken", "The process of this file ended with the exit code 3."],
      ["import.test.mjs", "broken", expect.stringContaining("absent.mjs")],
      ["plain.test.mjs", "passed", undefined],
    ]);
  });

  test("a process that dies takes only the test with it that ran", async () => {
    await run("dies.test.mjs", "fine.test.mjs");
    const records = project.takeRecords();
    expect(resultsIn(records).map(({ suite, name, status }) => [suite, name, status])).toEqual([
      ["dies.test.mjs > worker", "is before", "passed"],
      ["dies.test.mjs > worker", "dies", "broken"],
      ["fine.test.mjs", "one", "passed"],
      ["fine.test.mjs", "two", "passed"],
      ["fine.test.mjs", "three", "passed"],
    ]);
    expect(errorsIn(records)).toEqual([["dies.test.mjs", "The process of this file was ended by SIGKILL."]]);
  });

  test("what tests tell of themselves stands in their results, concurrent ones and those of one name, too", async () => {
    await run("verbs.test.cjs");
    const records = project.takeRecords();
    const metrics = (title: RegExp) =>
      resultsIn(records)
        .filter(({ name }) => title.test(name))
        .map((result) => result.metrics);
    expect(metrics(/^same/)).toEqual(Array.from({ length: 8 }, (_, number) => ({ first: number, last: number })));
    expect(metrics(/^inner/)).toEqual([0, 1, 2].map((number) => ({ inner: number })));
    expect(metrics(/^loop/)).toEqual([0, 1, 2].map((number) => ({ outer: number })));
    expect(resultsIn(records).at(-1)).toMatchObject({ properties: { who: "me" }, description: "about" });
    expect(records.filter(({ kind }) => kind === "event" || kind === "attachment")).toMatchObject([
      { kind: "event", name: "went" },
      { kind: "attachment", name: "note.txt", sizeBytes: 5 },
    ]);
  });

  test("shards say which they are, and together have every test once", async () => {
    const names: string[] = [];
    for (const index of [1, 2]) {
      await run(`--test-shard=${index}/2`, "fine.test.mjs", "other.test.mjs");
      const records = project.takeRecords();
      expect(records[0]).toMatchObject({ shard: { index, total: 2 } });
      names.push(...resultsIn(records).map((result) => result.name));
    }
    expect(names.sort()).toEqual(["four", "one", "three", "two"]);
  });

  test("of a file with chosen tests these have run", async () => {
    await run("--test-only", "only.test.mjs");
    const ran = resultsIn(project.takeRecords()).filter(({ status }) => status !== "skipped");
    expect(ran.map((result) => result.name)).toEqual(["chosen"]);
  });

  test("a file that is run as a program is recorded, beside a reporter that prints", async () => {
    const beside = ["--test-reporter=tap", "--test-reporter-destination=stdout"];
    const us = ["--test-reporter=backstory/node-test", "--test-reporter-destination=stdout"];
    const { status, stdout } = await project.run([...beside, ...us, "fine.test.mjs"], { node });
    expect(status).toBe(0);
    expect(stdout).toContain("ok 3 - three");
    expect(stdout).not.toContain("✔");
    expect(resultsIn(project.takeRecords()).map((result) => result.name)).toEqual(["one", "two", "three"]);
  });

  test("a run that Node is told to end by force has its end", async () => {
    const { status } = await run("--test-force-exit", "fine.test.mjs");
    const records = project.takeRecords();
    expect(status).toBe(0);
    expect(resultsIn(records).map((result) => result.name)).toEqual(["one", "two", "three"]);
    expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 0 });
  });

  test("a runner that a recorded test starts is not recorded", async () => {
    await project.run([...withUs, "fine.test.mjs"], { node, env: { BACKSTORY_FACTS: "/tmp/of-another" } });
    expect(project.spooled()).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BackstoryRecord } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorsIn, type RunnerProject, resultsIn, runnerFolder, runnerProject } from "../support/runnerProject.ts";

// What the reporter writes, read from its spool: nothing listens where it would send to.
const rich = `
  const assert = require("node:assert");
  let tries = 0;
  describe("cart @slow", () => {
    it("adds", () => { console.log("to stdout"); console.error("to stderr"); });
    it("fails", () => { assert.deepStrictEqual({ total: 1 }, { total: 2 }); });
    it("differs", () => { throw Object.assign(new Error("expected 1 to be 2"), { actual: 1, expected: 2 }); });
    it.skip("is skipped", () => {});
    it("skips itself", function () { this.skip(); });
    it("is to come");
    it("same", () => {}); it("same", () => {});
    it("passes at the third try", function () { this.retries(2); if (++tries < 3) throw new Error("try " + tries); });
    it("never passes", function () { this.retries(1); throw new TypeError("never"); });
    it("takes too long", function (done) { this.timeout(30); });
    it("has causes", () => { throw new Error("outer", { cause: new Error("inner") }); });
    it("throws a text", () => { throw "text"; });
    it("calls done twice", (done) => { done(); done(); });
  });
  describe("hooks", () => {
    describe("before", () => { before(() => { throw new Error("no database"); }); it("one", () => {}); it("two", () => {}); });
    describe("after", () => { after("closing", () => { throw new Error("not closed"); }); it("one", () => {}); });
    describe("before each", () => { beforeEach(() => { throw new Error("no cart"); }); it("one", () => {}); it("two", () => {}); });
    describe("after each", () => { afterEach(() => { throw new Error("cart left"); }); it("one", () => {}); });
    describe("fine", () => { beforeEach((done) => setTimeout(done, 20)); afterEach(() => {}); it("one", () => {}); });
  });
`;

const dying = `
  it("is before", () => {});
  it("dies", (done) => { setTimeout(() => process.kill(process.pid, "SIGKILL"), 300); });
  it("is after", () => {});
`;

/** The command line of Mocha, which each version has elsewhere. */
function mocha(runner: string): string {
  const folder = join(runnerFolder(runner), "node_modules/mocha");
  return join(folder, JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).bin.mocha);
}

/** In a place of its own, so that Mocha finds what is installed there. */
function mochaProject(runner: string, files: Readonly<Record<string, string>>): RunnerProject {
  return runnerProject(files, { runner, packages: ["mocha"] });
}

const withUs = ["--reporter", "backstory/mocha"];

describe.each(["mocha-oldest", "mocha-newest"])("%s", (runner) => {
  let project: RunnerProject;
  const run = (...words: string[]) => project.run([mocha(runner), ...withUs, ...words]);

  beforeAll(() => {
    project = mochaProject(runner, {
      "spec/rich.test.js": rich,
      "spec/other.test.js": `it("waits", (done) => setTimeout(done, 50)); it("prints", () => console.log("printed"));`,
      "dying/a.test.js": dying,
      "dying/b.test.js": `it("is elsewhere", () => {});`,
      "broken/a.test.mjs": `import "./absent.mjs";`,
      "broken/b.test.js": `it("is elsewhere", () => {});`,
      "verbs/a.test.js": `
        const { metric, recordEvent, property, attach, describeTest } = require("backstory");
        beforeEach(() => metric("before", 1));
        afterEach(() => metric("after", 1));
        it("tells", async () => { await null; metric("ms", 12); property("who", "me"); recordEvent("went", { to: "x" }); attach("note.txt", "hello"); describeTest("about"); });
        it("leaves something behind", () => { setTimeout(() => metric("late", 1), 5); });
        it("is there meanwhile", (done) => { setTimeout(done, 30); });
      `,
      "bail/a.test.js": `describe("a", () => { it("fails", () => { throw new Error("no"); }); it("one", () => {}); });`,
      "exit/a.test.js": `it("is before", () => {}); it("exits", () => process.exit(3)); it("is after", () => {});`,
    });
  });

  afterAll(() => project.remove());

  describe.each([
    ["serial", []],
    ["parallel", ["--parallel", "--jobs", "2"]],
  ])("a rich suite, %s", (way, words) => {
    let records: BackstoryRecord[];
    let stdout: string;

    beforeAll(async () => {
      const ended = await run("spec", "--reporter-option", "reporter=dot", ...words);
      stdout = ended.stdout;
      records = project.takeRecords();
      expect(ended.status).toBe(11);
    });

    const named = (name: string) => resultsIn(records).filter((result) => result.name === name);

    test("has the counts that Mocha prints", () => {
      const last = new Map(resultsIn(records).map((result) => [`${result.suite} ${result.name}`, result]));
      const all = [...last.values()].filter(({ rawStatus }) => rawStatus !== "not run");
      const count = (...statuses: string[]) => all.filter(({ status }) => statuses.includes(status)).length;
      const printed = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(stdout)?.[1]);
      // Mocha counts a test as passed before its hook or itself fails it, and a failed hook beside it.
      const late = all.filter(
        ({ name, rawStatus }) => rawStatus === "failed in afterEach" || name === "calls done twice",
      );
      expect(count("passed") + late.length).toBe(printed("passing"));
      expect(count("failed", "broken") + errorsIn(records).length).toBe(printed("failing"));
      expect(count("skipped")).toBe(printed("pending"));
    });

    test("begins with its submission and ends with its end", () => {
      expect(records[0]).toMatchObject({ kind: "submission", runner: { name: "mocha" }, host: { arch: process.arch } });
      expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 11 });
    });

    test.each([
      ["adds", { status: "passed", rawStatus: "passed", stdout: "to stdout\n", stderr: "to stderr\n" }],
      [
        "fails",
        {
          status: "failed",
          suite: "spec/rich.test.js > cart @slow",
          file: "spec/rich.test.js",
          line: 6,
          labels: { tag: ["slow"] },
          failure: { type: "AssertionError", trace: expect.stringMatching(/spec\/rich\.test\.js:6:/) },
        },
      ],
      ["differs", { failure: { message: "expected 1 to be 2", trace: expect.stringMatching(/-1\n\+2$/) } }],
      ["is skipped", { status: "skipped", rawStatus: "pending" }],
      ["skips itself", { status: "skipped", rawStatus: "pending" }],
      ["is to come", { status: "skipped", rawStatus: "pending" }],
      ["same", { status: "passed" }],
      ["same #2", { status: "passed", displayName: "same", line: 11 }],
      ["takes too long", { status: "failed", rawStatus: "timedOut" }],
      ["has causes", { failure: { trace: expect.stringMatching(/Error: outer[\s\S]+Caused by: Error: inner/) } }],
      ["throws a text", { status: "failed", failure: { message: expect.stringContaining('"text"') } }],
      ["calls done twice", { status: "failed" }],
      ["prints", { suite: "spec/other.test.js", line: 1, stdout: "printed\n" }],
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

    test("tells failing hooks from failing tests", () => {
      const inSuite = (suite: string) => resultsIn(records).filter((result) => result.suite.endsWith(suite));
      expect(inSuite("hooks > before each")).toMatchObject([
        { name: "one", status: "broken", rawStatus: "failed in beforeEach", failure: { message: "no cart" } },
        { name: "two", status: "skipped", rawStatus: "not run" },
      ]);
      expect(inSuite("hooks > after each")).toMatchObject([{ status: "broken", rawStatus: "failed in afterEach" }]);
      expect(inSuite("hooks > before").map(({ rawStatus }) => rawStatus)).toEqual(["not run", "not run"]);
      expect(errorsIn(records)).toEqual([
        ["before of spec/rich.test.js > hooks > before", "no database"],
        ["after of spec/rich.test.js > hooks > after", "not closed"],
      ]);
    });

    test("tells the phases of a test that has hooks", () => {
      const [fine] = resultsIn(records).filter(({ suite }) => suite.endsWith("hooks > fine"));
      expect(fine?.phases).toMatchObject([
        { name: "setup", status: "passed" },
        { name: "call", status: "passed" },
        { name: "teardown", status: "passed" },
      ]);
      expect(fine?.phases?.[0]?.durationMs).toBeGreaterThan(10);
    });

    test("has a result id only once", () => {
      const ids = resultsIn(records).map(({ resultId }) => resultId);
      expect(new Set(ids).size).toBe(ids.length);
    });

    test("prints what the reporter inside prints", () => {
      expect(stdout).toMatch(/\d+ failing/);
      expect(stdout).not.toContain("✓");
      // Only Mocha's newer versions number their workers.
      if (way === "parallel" && runner === "mocha-newest") expect(named("adds")[0]?.worker).toMatch(/^\d$/);
    });
  });

  test("what tests tell of themselves stands in their results, and never in those of others", async () => {
    for (const words of [[], ["--parallel"]]) {
      await run("verbs", ...words);
      const records = project.takeRecords();
      expect(resultsIn(records)).toMatchObject([
        { metrics: { before: 1, ms: 12, after: 1 }, properties: { who: "me" }, description: "about" },
        { name: "leaves something behind", metrics: { before: 1, after: 1 } },
        { name: "is there meanwhile", metrics: { before: 1, after: 1 } },
      ]);
      expect(resultsIn(records)[2]?.metrics).not.toHaveProperty("late");
      expect(records.filter(({ kind }) => kind === "event" || kind === "attachment")).toMatchObject([
        { kind: "event", name: "went" },
        { kind: "attachment", name: "note.txt", sizeBytes: 5 },
      ]);
    }
  });

  test("a test that ends the process is broken, and what was before it is kept", async () => {
    const { status } = await run("exit");
    expect(status).toBe(3);
    expect(resultsIn(project.takeRecords()).map(({ name, status }) => [name, status])).toEqual([
      ["is before", "passed"],
      ["exits", "broken"],
    ]);
  });

  test("a worker that dies takes only the test with it that ran", async () => {
    await run("dying", "--parallel", "--jobs", "2");
    const records = project.takeRecords();
    expect(
      resultsIn(records)
        .map(({ name, status }) => [name, status])
        .sort(),
    ).toEqual([
      ["dies", "broken"],
      ["is before", "passed"],
      ["is elsewhere", "passed"],
    ]);
    expect(errorsIn(records)).toMatchObject([[expect.any(String), expect.stringContaining("terminated")]]);
    expect(records.at(-1)).toMatchObject({ kind: "end" });
  });

  test("a file that cannot be loaded is an error of the run", async () => {
    const { status, stderr, stdout } = await run("broken", "--extension", "js", "--extension", "mjs");
    expect(status).toBe(1);
    expect(stderr + stdout).toContain("absent.mjs");
    const records = project.takeRecords();
    expect(errorsIn(records)).toEqual([[expect.any(String), expect.stringContaining("absent.mjs")]]);
    expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });
  });

  test("the tests that a bail left out are skipped", async () => {
    await run("bail", "--bail");
    expect(resultsIn(project.takeRecords()).map(({ name, rawStatus }) => [name, rawStatus])).toEqual([
      ["fails", "failed"],
      ["one", "not run"],
    ]);
  });

  test("tests that --grep did not choose are not recorded", async () => {
    await run("spec", "--grep", "cart @slow adds");
    expect(resultsIn(project.takeRecords()).map(({ name }) => name)).toEqual(["adds"]);
  });

  test("a dry run and a run inside a recorded test are not recorded", async () => {
    await run("bail", "--dry-run");
    await project.run([mocha(runner), ...withUs, "bail"], { env: { BACKSTORY_FACTS: "/tmp/of-another" } });
    expect(project.spooled()).toEqual([]);
  });
});

describe("the newest Mocha", () => {
  test("takes the reporter from an ESM configuration, and from code", async () => {
    const project = mochaProject("mocha-newest", {
      "package.json": `{ "type": "module" }`,
      ".mocharc.mjs": `export default { reporter: "backstory/mocha", spec: ["a.test.js"] };`,
      "a.test.js": `import { it } from "mocha"; it("adds", () => {});`,
      "run.cjs": `
        const Mocha = require("mocha").default ?? require("mocha");
        const mocha = new Mocha({ reporter: require("backstory/mocha"), reporterOptions: { reporter: "min" } });
        mocha.addFile("b.test.cjs");
        mocha.run((failures) => { process.exitCode = failures; });
      `,
      "b.test.cjs": `it("adds in code", () => {});`,
    });
    const config = mocha("mocha-newest").endsWith("mocha.js") ? ["--config", ".mocharc.mjs"] : [];
    expect(await project.run([mocha("mocha-newest"), ...config])).toMatchObject({ status: 0 });
    expect(resultsIn(project.takeRecords())).toMatchObject([{ name: "adds", status: "passed" }]);
    expect(await project.run(["run.cjs"])).toMatchObject({ status: 0 });
    expect(resultsIn(project.takeRecords())).toMatchObject([{ name: "adds in code", status: "passed" }]);
    project.remove();
  });

  test("that is told to fail what a hook affects fails those tests as broken", async () => {
    const project = mochaProject("mocha-newest", {
      "a.test.js": `describe("a", () => { before(() => { throw new Error("no"); }); it("one", () => {}); it("two", () => {}); });`,
    });
    await project.run([mocha("mocha-newest"), ...withUs, "--fail-hook-affected-tests", "a.test.js"]);
    expect(resultsIn(project.takeRecords())).toMatchObject([
      { name: "one", status: "broken", rawStatus: "failed by a hook" },
      { name: "two", status: "broken", rawStatus: "failed by a hook" },
    ]);
    project.remove();
  });

  test("tells of a global setup that failed", async () => {
    const project = mochaProject("mocha-newest", {
      "setup.js": `exports.mochaGlobalSetup = () => { throw new Error("no server"); };`,
      "a.test.js": `it("adds", () => {});`,
    });
    const { status } = await project.run([mocha("mocha-newest"), ...withUs, "--require", "./setup.js", "a.test.js"]);
    const records = project.takeRecords();
    expect(status).toBe(1);
    expect(errorsIn(records)).toEqual([["mochaGlobalSetup", "no server"]]);
    expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });
    project.remove();
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { BackstoryRecord } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { errorsIn, type RunnerProject, resultsIn, runnerFolder, runnerProject } from "../support/runnerProject.ts";

// Playwright starts a process for each worker, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

// What the reporter writes, read from its spool: nothing listens where it would send to.
const rich = `
  const { test: base, expect } = require("@playwright/test");
  const test = base.extend({
    bad: async ({}, use) => { throw new Error("no fixture"); },
    left: async ({}, use) => { await use(1); throw new Error("fixture left"); },
  });
  base("adds", async () => { console.log("to stdout"); console.error("to stderr"); await base.step("open", async () => { expect(1).toBe(1); }); });
  base("fails", () => { expect({ total: 1 }).toEqual({ total: 2 }); });
  base("fails softly", () => { expect.soft(1).toBe(2); expect.soft(3).toBe(4); });
  base("throws a value", () => { throw { a: 1 }; });
  base("takes too long", async () => { base.setTimeout(200); await new Promise(() => {}); });
  base("fails as expected", () => { base.fail(true, "known"); expect(1).toBe(2); });
  base("passes against expectation", () => { base.fail(); });
  base.skip("is skipped", () => {});
  base.fixme("is broken by nature", () => {});
  base("skips itself", () => { base.skip(true, "no network"); });
  base("attaches", async ({}, info) => { await info.attach("note.txt", { body: "hello", contentType: "text/plain" }); });
  base("annotates", ({}, info) => {
    info.annotations.push({ type: "issue", description: "https://example.com/1" }, { type: "owner", description: "me" }, { type: "slow one" });
  });
  base("passes at the second try", ({}, info) => { if (info.retry === 0) throw new TypeError("first"); });
  base("dies", () => { process.exit(3); });
  test("bad fixture", ({ bad }) => {});
  test("fixture left", ({ left }) => {});
`;

const hooks = `
  const { test } = require("@playwright/test");
  test.describe("before each", () => { test.beforeEach(() => { throw new Error("no cart"); }); test("one", () => {}); });
  test.describe("after each", () => { test.afterEach(() => { throw new Error("cart left"); }); test("one", () => {}); test("both", () => { throw new Error("mine"); }); });
  test.describe("before all", () => { test.beforeAll(() => { throw new Error("no database"); }); test("one", () => {}); test("two", () => {}); });
  test.describe("slow", () => { test.beforeEach(async () => { test.setTimeout(200); await new Promise(() => {}); }); test("one", () => {}); });
  test.describe.serial("serial", () => { test("one", () => { throw new Error("no"); }); test("two", () => {}); });
`;

/** Retries are on for one test only: each failure costs a worker. */
const config = `module.exports = {
  testDir: "tests", workers: 2, outputDir: "out",
  projects: [
    { name: "once", grepInvert: /second try/ },
    { name: "again", grep: /second try/, retries: 1 },
  ],
  reporter: [["backstory/playwright"], ["json", { outputFile: "playwright.json" }]],
};`;

const program = "node_modules/@playwright/test/cli.js";

function playwrightProject(runner: string, files: Readonly<Record<string, string>>): RunnerProject {
  return runnerProject(files, { runner, packages: ["@playwright/test"] });
}

describe.each(["playwright-oldest", "playwright-newest"])("a rich suite with %s", (runner) => {
  let project: RunnerProject;
  let records: BackstoryRecord[];
  let stats: Record<"expected" | "unexpected" | "flaky" | "skipped", number>;

  beforeAll(async () => {
    project = playwrightProject(runner, {
      "playwright.config.js": config,
      "tests/rich.spec.js": rich,
      "tests/hooks.spec.js": hooks,
    });
    expect((await project.run([program, "test"])).status).toBe(1);
    records = project.takeRecords();
    stats = statsOf(JSON.parse(readFileSync(join(project.folder, "playwright.json"), "utf8")).suites);
  });

  afterAll(() => project.remove());

  const named = (name: string) => resultsIn(records).filter((result) => result.name === name);
  const inSuite = (suite: string) => resultsIn(records).filter((result) => result.suite.endsWith(suite));

  test("begins with its submission and ends with its end", () => {
    const { version } = JSON.parse(
      readFileSync(join(runnerFolder(runner), "node_modules/@playwright/test/package.json"), "utf8"),
    );
    expect(records[0]).toMatchObject({
      kind: "submission",
      runner: { name: "playwright", version },
      expectedTests: 24,
    });
    expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });
  });

  test("has the counts of Playwright's own JSON reporter", () => {
    const last = [...new Map(resultsIn(records).map((result) => [`${result.suite} ${result.name}`, result])).values()];
    const count = (isCounted: (result: (typeof last)[number]) => boolean) => last.filter(isCounted).length;
    expect({
      expected: count(({ status, attempt }) => status === "passed" && attempt === 1),
      flaky: count(({ status, attempt }) => status === "passed" && attempt > 1),
      unexpected: count(({ status }) => status === "failed" || status === "broken"),
      skipped: count(({ status }) => status === "skipped"),
    }).toEqual(stats);
  });

  test.each([
    ["adds", { status: "passed", rawStatus: "passed", stdout: "to stdout\n", stderr: "to stderr\n", worker: /^\d+$/ }],
    [
      "adds",
      { suite: "|once| tests/rich.spec.js", file: "tests/rich.spec.js", line: 7, labels: { project: ["once"] } },
    ],
    ["fails", { status: "failed", failure: { type: "Error", message: /^expect\(received\)\.toEqual\(expected\)/ } }],
    ["throws a value", { status: "failed", failure: { message: "{ a: 1 }" } }],
    ["takes too long", { status: "failed", rawStatus: "timedOut", failure: { message: /timeout of 200ms exceeded/ } }],
    ["fails as expected", { status: "passed", rawStatus: "failed as expected", description: "known" }],
    ["passes against expectation", { status: "failed", rawStatus: "passed unexpectedly" }],
    ["is skipped", { status: "skipped", rawStatus: "skipped" }],
    ["is broken by nature", { status: "skipped", rawStatus: "fixme" }],
    ["skips itself", { status: "skipped", description: "no network" }],
    ["dies", { status: "broken", failure: { message: /worker process exited unexpectedly \(code=3/ } }],
    ["bad fixture", { status: "broken", failure: { message: "no fixture" } }],
    ["fixture left", { status: "broken", failure: { message: "fixture left" } }],
  ])("records '%s' as it ended", (name, expected) => {
    expect(named(name)).toMatchObject([matching(expected)]);
  });

  test("records each attempt with its own failure", () => {
    expect(named("passes at the second try")).toMatchObject([
      { attempt: 1, status: "failed", failure: { type: "TypeError", message: "first" } },
      { attempt: 2, status: "passed", suite: "|again| tests/rich.spec.js" },
    ]);
  });

  test("tells failing hooks from failing tests", () => {
    expect(inSuite("before each")).toMatchObject([{ status: "broken", failure: { message: "no cart" } }]);
    expect(inSuite("after each").map(({ name, status }) => [name, status])).toEqual([
      ["one", "broken"],
      ["both", "failed"],
    ]);
    expect(inSuite("before all")).toMatchObject([
      { status: "broken", failure: { message: "no database" } },
      { status: "skipped", rawStatus: "did not run" },
    ]);
    expect(inSuite("slow")).toMatchObject([{ status: "broken", rawStatus: "timedOut" }]);
    expect(inSuite("serial").map(({ status }) => status)).toEqual(["failed", "skipped"]);
  });

  test("keeps every soft failure, its frame and the lines around it", () => {
    const trace = stripVTControlCharacters(named("fails softly")[0]?.failure?.trace ?? "");
    expect(trace).toMatch(/Expected: 2[\s\S]+Expected: 4/);
    expect(trace).toContain("tests/rich.spec.js:9:");
    expect(trace).not.toMatch(/node_modules\/(@playwright|playwright)/);
    // Playwright 1.30 tells no code frame.
    if (runner === "playwright-newest") expect(trace).toMatch(/> +9 \|/);
  });

  test("records steps and the phases around the test", () => {
    const [adds] = named("adds");
    expect(adds?.steps).toMatchObject([{ name: "open", status: "passed", steps: [{ category: "expect" }] }]);
    expect(adds?.phases?.map(({ name, status }) => [name, status])).toEqual([
      ["setup", "passed"],
      ["call", "passed"],
      ["teardown", "passed"],
    ]);
    expect(inSuite("before each")[0]?.phases).toMatchObject([
      { name: "setup", status: "broken" },
      { name: "teardown" },
    ]);
  });

  test("records annotations as labels and links, and attachments", () => {
    expect(named("annotates")).toMatchObject([
      {
        labels: { owner: ["me"], annotation: ["slow one"] },
        links: [{ type: "issue", url: "https://example.com/1" }],
      },
    ]);
    const [attaches] = named("attaches");
    expect(records).toContainEqual(
      expect.objectContaining({ kind: "attachment", resultId: attaches?.resultId, name: "note.txt", sizeBytes: 5 }),
    );
  });

  test("has a result id only once", () => {
    const ids = resultsIn(records).map(({ resultId }) => resultId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(errorsIn(records)).toEqual([]);
  });
});

/** The counts of Playwright's JSON reporter; that of 1.30 has no `stats`. */
function statsOf(suites: readonly JsonSuite[]): Record<string, number> {
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  const add = (suite: JsonSuite) => {
    for (const { tests } of suite.specs) for (const { status } of tests) stats[status]++;
    for (const inner of suite.suites ?? []) add(inner);
  };
  for (const suite of suites) add(suite);
  return stats;
}

interface JsonSuite {
  readonly specs: readonly { tests: readonly { status: "expected" | "unexpected" | "flaky" | "skipped" }[] }[];
  readonly suites?: readonly JsonSuite[];
}

/** Patterns stand for the texts that they match. */
function matching(expected: object): object {
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [
      key,
      value instanceof RegExp
        ? expect.stringMatching(value)
        : typeof value === "object" && !Array.isArray(value)
          ? matching(value)
          : value,
    ]),
  );
}

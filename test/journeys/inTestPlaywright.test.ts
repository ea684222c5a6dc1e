import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { BackstoryRecord, ResultRecord } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { type RunnerProject, resultsIn, runnerProject } from "../support/runnerProject.ts";

// Real runners, one after another, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

// What tests of Playwright tell and harvest: in workers, again and again, and in reports that are merged later.
const program = join(root, "node_modules/@playwright/test/cli.js");

const config = `
  import { writeFileSync } from "node:fs";
  const onSessionEnd = (session) => {
    const { rows, counts } = session.synthesis().toTable();
    writeFileSync("session.json", JSON.stringify({ rows, counts, warnings: session.warnings }));
  };
  const reporter = process.env["BLOB"]
    ? [["blob"]]
    : [["list"], ["backstory/playwright", { onSessionEnd }]];
  export default { testDir: "tests", workers: 2, fullyParallel: true, retries: 1, reporter };
`;

const told = `
  import { basename } from "node:path";
  import { expect } from "@playwright/test";
  import { metric as tellMetric, recordEvent as tellEvent } from "backstory";
  import { createResultsBag, getSessionSynthesis, savedFixture } from "backstory/harvest";
  import { test as base } from "backstory/playwright/test";
  const data = savedFixture(undefined, { views: { rows: (value) => value.length }, key: "data", saveRaw: true });
  const test = base.extend({ data: data(async ({}, use) => use([1, 2, 3])), scores: createResultsBag("scores") });
  test("tells", ({ recordEvent, attach, metric, property, describeTest }) => {
    describeTest("what it is about");
    recordEvent("first", { who: "me" });
    recordEvent("second");
    attach("page.html", "<p>page</p>");
    attach(import.meta.filename);
    metric("ms", 12.5);
    property("mode", "fast");
  });
  test("has a wrong payload", ({ recordEvent }) => {
    expect(() => recordEvent("login", { ms: 12 })).toThrow(TypeError);
  });
  test("is tried again", ({ resultsBag, data, metric }, { retry }) => {
    metric("try", retry);
    resultsBag.tries = retry;
    expect(data).toHaveLength(3);
    expect(retry).toBe(1);
  });
  for (let index = 0; index < 8; index++) {
    test.describe("many", () => {
      test("number " + index, async ({ resultsBag, scores }) => {
        tellMetric("number", index);
        await new Promise((resolve) => setTimeout(resolve, (index * 7) % 11));
        tellEvent("number " + index);
        resultsBag.accuracy = index / 10;
        resultsBag.list = [];
        resultsBag.list.push(index);
        resultsBag.act = () => {};
        scores.home = index;
      });
    });
  }
  test.describe("in their order", () => {
    test.describe.configure({ mode: "serial" });
    test("one", ({ resultsBag }) => { resultsBag.one = 1; });
    test("sees what is over", ({ sessionResults, moduleResults, fixtureStore }) => {
      expect(sessionResults.entries.get("tests/told.spec.mjs > in their order > one")).toMatchObject({
        status: "passed", fixtures: { resultsBag: { one: 1 } },
      });
      expect(moduleResults.entries.has("one")).toBe(true);
      expect(fixtureStore.get("resultsBag").size).toBeGreaterThan(0);
      expect(getSessionSynthesis({ flatten: true }).entries.size).toBeGreaterThan(0);
    });
  });
`;

let project: RunnerProject;

beforeAll(() => {
  project = runnerProject({ "playwright.config.mjs": config, "tests/told.spec.mjs": told });
  // The fixtures of the built client find the Playwright of this repository: as in a user's project there is one.
  mkdirSync(join(project.folder, "node_modules/@playwright"), { recursive: true });
  symlinkSync(join(root, "node_modules/@playwright/test"), join(project.folder, "node_modules/@playwright/test"));
});

afterAll(() => project.remove());

const resultNamed = (records: readonly BackstoryRecord[], name: string): ResultRecord[] =>
  resultsIn(records).filter((result) => result.name === name);
const eventsOf = (records: readonly BackstoryRecord[], { resultId }: ResultRecord) =>
  records.filter((record) => record.kind === "event" && record.resultId === resultId);
const attachmentsOf = (records: readonly BackstoryRecord[], { resultId }: ResultRecord) =>
  records.filter((record) => record.kind === "attachment" && record.resultId === resultId);

function expectToldBy(records: readonly BackstoryRecord[]): void {
  const [one] = resultNamed(records, "tells") as [ResultRecord];
  expect(one).toMatchObject({
    metrics: { ms: 12.5 },
    properties: { mode: "fast" },
    description: "what it is about",
  });
  expect(eventsOf(records, one)).toMatchObject([
    { seq: 0, name: "first", payload: '{"who":"me"}' },
    { seq: 1, name: "second" },
  ]);
  expect(attachmentsOf(records, one)).toMatchObject([
    { name: "page.html", mediaType: "text/html", sizeBytes: 11 },
    { name: "told.spec.mjs", sizeBytes: Buffer.byteLength(told) },
  ]);
  for (let index = 0; index < 8; index++) {
    const [each] = resultNamed(records, `number ${index}`) as [ResultRecord];
    expect(each).toMatchObject({
      metrics: { number: index, accuracy: index / 10, "scores.home": index },
      properties: { list: `[${index}]` },
    });
    expect(eventsOf(records, each)).toMatchObject([{ seq: 0, name: `number ${index}` }]);
  }
  const attempts = resultNamed(records, "is tried again");
  expect(attempts.map(({ attempt, status, metrics }) => [attempt, status, metrics])).toEqual([
    [1, "failed", { try: 0, tries: 0 }],
    [2, "passed", { try: 1, tries: 1 }],
  ]);
}

describe("with the recorder", () => {
  let records: BackstoryRecord[];

  beforeAll(async () => {
    const { status, stdout } = await project.run([program, "test"]);
    expect(stdout).toContain("1 flaky");
    expect(status).toBe(0);
    records = project.takeRecords();
  });

  test("each attempt tells of itself, in whichever worker it runs", () => {
    expectToldBy(records);
  });

  test("the session is handed over with what every worker stored", () => {
    const { rows, counts, warnings } = JSON.parse(readFileSync(join(project.folder, "session.json"), "utf8"));
    expect(counts).toEqual({ tests: 13, passed: 13, failed: 0, broken: 0, skipped: 0 });
    const row = (name: string) => rows.find(({ test: id }: { test: string }) => id.endsWith(name));
    expect(row("many > number 3")).toMatchObject({
      status: "passed",
      accuracy: 0.3,
      list: [3],
      home: 3,
      act: "(a function)",
    });
    expect(row("is tried again")).toMatchObject({ status: "passed", data: [1, 2, 3], rows: 3, tries: 1 });
    expect(warnings).toHaveLength(8);
  });
});

test("merged reports have what was told before they were merged", async () => {
  await project.run([program, "test"], { env: { BLOB: "1", BACKSTORY_URL: "" } });
  expect(project.spooled()).toEqual([]);
  await project.run([program, "merge-reports", "--reporter", "backstory/playwright", "blob-report"]);
  expectToldBy(project.takeRecords());
});

test("without a recorder the same tests end the same, and tell nobody", async () => {
  const { status } = await project.run([program, "test", "--reporter=json"], {
    env: { BACKSTORY_URL: "", PLAYWRIGHT_JSON_OUTPUT_FILE: "alone.json" },
  });
  expect(status).toBe(0);
  expect(readFileSync(join(project.folder, "alone.json"), "utf8")).not.toContain("x-backstory");
});

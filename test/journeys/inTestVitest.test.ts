import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BackstoryRecord, ResultRecord } from "@backstory/model";
import { recordSchema } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type VitestProject, vitestProject } from "../support/vitestProject.ts";

// Real runners, one after another, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

// What tests of Vitest tell of themselves, read from the spool of the recorder.
const nowhere = { BACKSTORY_URL: "http://127.0.0.1:9" };
const reporter = "--reporter=backstory/vitest";

const fixtures = `
  import { describe, expect } from "vitest";
  import { test } from "backstory/vitest/test";
  test("tells", ({ recordEvent, attach, metric, property, describeTest }) => {
    describeTest("what it is about");
    recordEvent("first", { who: "me" });
    recordEvent("second");
    attach("page.html", "<p>page</p>");
    attach("note.txt");
    metric("ms", 12.5);
    metric("isFast", true);
    property("mode", "fast");
  });
  test("tells nothing", () => {});
  describe.concurrent("at once", () => {
    for (let index = 0; index < 20; index++) {
      test("number " + index, async ({ metric, recordEvent }) => {
        metric("number", index);
        await new Promise((resolve) => setTimeout(resolve, (index * 7) % 11));
        recordEvent("number " + index);
      });
    }
  });
  let tries = 0;
  test("is tried again", { retry: 2 }, ({ metric, recordEvent }) => {
    tries += 1;
    metric("try", tries);
    recordEvent("try " + tries);
    if (tries < 3) throw new Error("try " + tries);
  });
  test("has a wrong payload", ({ recordEvent }) => {
    expect(() => recordEvent("login", { ms: 12 })).toThrow(TypeError);
  });
  test("fails after it told", ({ metric }) => { metric("before", 1); throw new Error("no"); });
`;

const functions = `
  import { beforeAll, beforeEach, describe, test } from "vitest";
  import { attach, metric, property, recordEvent } from "backstory";
  beforeAll(() => { attach("seed.txt", "42"); metric("of nobody", 1); });
  beforeEach(() => recordEvent("before each"));
  test("tells by functions", async () => {
    metric("first", 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    property("later", "here too");
    attach("data.bin", Uint8Array.of(0, 255));
  });
  describe.concurrent("at once", () => {
    for (let index = 0; index < 20; index++) {
      test("function " + index, async () => {
        metric("number", index);
        await new Promise((resolve) => setTimeout(resolve, (index * 7) % 11));
        await Promise.all([Promise.resolve().then(() => recordEvent("function " + index))]);
      });
    }
  });
`;

let project: VitestProject;
let temporary: string;

beforeAll(() => {
  project = vitestProject({
    "note.txt": "a note",
    "tests/fixtures.test.js": fixtures,
    "tests/functions.test.js": functions,
    "tests/others.test.js": functions,
    "tmp/.keep": "",
  });
  temporary = join(project.folder, "tmp");
});

afterAll(() => project.remove());

function takeRecords(): BackstoryRecord[] {
  const [path = "", ...others] = project.spooled().filter((each) => each.endsWith(".ndjson"));
  expect(others).toEqual([]);
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  rmSync(project.spool, { recursive: true });
  return lines.map((line) => recordSchema.parse(JSON.parse(line)));
}

const pools = ["forks", "threads", "vmThreads"] as const;

describe.each([
  ...pools.map((pool) => [pool, "isolated", [`--pool=${pool}`]] as const),
  ["forks", "not isolated", ["--pool=forks", "--no-isolate", "--no-file-parallelism"]] as const,
])("in %s, %s", (_pool, _isolation, args) => {
  let records: BackstoryRecord[];

  beforeAll(async () => {
    const { status } = await project.vitest([reporter, ...args], { ...nowhere, TMPDIR: temporary });
    expect(status).toBe(1);
    records = takeRecords();
  });

  const results = (): ResultRecord[] => records.filter((record) => record.kind === "result");
  const named = (name: string, file = "fixtures") =>
    results().filter((result) => result.name === name && result.file === `tests/${file}.test.js`);
  const eventsOf = ({ resultId }: ResultRecord) =>
    records.filter((record) => record.kind === "event" && record.resultId === resultId);
  const attachmentsOf = ({ resultId }: ResultRecord) =>
    records.filter((record) => record.kind === "attachment" && record.resultId === resultId);

  test("a test tells all there is to tell", () => {
    const [told] = named("tells") as [ResultRecord];
    expect(told).toMatchObject({
      metrics: { ms: 12.5, isFast: 1 },
      properties: { mode: "fast" },
      description: "what it is about",
    });
    expect(eventsOf(told)).toMatchObject([
      { seq: 0, name: "first", payload: '{"who":"me"}' },
      { seq: 1, name: "second" },
    ]);
    expect(attachmentsOf(told)).toMatchObject([
      { name: "page.html", mediaType: "text/html", sizeBytes: 11 },
      { name: "note.txt", mediaType: "text/plain", sizeBytes: 6 },
    ]);
    const [silent] = named("tells nothing");
    expect(silent).toMatchObject({ status: "passed" });
    expect(silent).not.toHaveProperty("metrics");
  });

  test("tests at once tell of themselves and of nobody else", () => {
    for (let index = 0; index < 20; index++) {
      for (const [name, file, before] of [
        [`number ${index}`, "fixtures", []],
        [`function ${index}`, "functions", [{ seq: 0, name: "before each" }]],
        [`function ${index}`, "others", [{ seq: 0, name: "before each" }]],
      ] as const) {
        const [one, ...more] = named(name, file) as [ResultRecord];
        expect(more).toEqual([]);
        expect(one.metrics).toEqual({ number: index });
        expect(eventsOf(one)).toMatchObject([...before, { seq: before.length, name }]);
      }
    }
  });

  test("functions tell after waiting, too", () => {
    for (const file of ["functions", "others"]) {
      const [told] = named("tells by functions", file) as [ResultRecord];
      expect(told).toMatchObject({ metrics: { first: 1 }, properties: { later: "here too" } });
      expect(attachmentsOf(told)).toMatchObject([{ name: "data.bin", sizeBytes: 2 }]);
    }
  });

  test("what is attached outside tests belongs to the build", () => {
    const ofBuild = records.filter((record) => record.kind === "attachment" && record.resultId === undefined);
    expect(ofBuild).toMatchObject([{ name: "seed.txt" }, { name: "seed.txt" }]);
    expect(JSON.stringify(records)).not.toContain("of nobody");
  });

  test("each attempt has what it told itself", () => {
    const attempts = named("is tried again");
    expect(attempts.map(({ attempt, metrics }) => [attempt, metrics])).toEqual([
      [1, { try: 1 }],
      [2, { try: 2 }],
      [3, { try: 3 }],
    ]);
    expect(attempts.flatMap((attempt) => eventsOf(attempt).map((event) => event.name))).toEqual([
      "try 1",
      "try 2",
      "try 3",
    ]);
  });

  test("what failed keeps what it told, and a wrong payload is a TypeError", () => {
    expect(named("fails after it told")).toMatchObject([{ status: "failed", metrics: { before: 1 } }]);
    expect(named("has a wrong payload")).toMatchObject([{ status: "passed" }]);
  });

  test("no file is left behind", () => {
    expect(readdirSync(temporary).filter((name) => name.startsWith("backstory-"))).toEqual([]);
  });
});

test("without a recorder the same tests end the same", async () => {
  const { status, stdout } = await project.vitest(["--reporter=default"]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/Tests\s+1 failed \| 66 passed/);
  expect(project.spooled()).toEqual([]);
});

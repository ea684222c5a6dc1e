import { type ResultToWrite, resultRecord } from "@backstory/model";
import { describe, expect, it } from "vitest";
import type { ReportFacts } from "../report.ts";
import { readCtrf } from "./read.ts";

const startedAt = "2026-11-21T10:00:00.000Z";

function read(report: unknown): ResultToWrite[] & { facts: ReportFacts } {
  const results: ResultToWrite[] = [];
  const bytes = new TextEncoder().encode(typeof report === "string" ? report : JSON.stringify(report));
  const facts = readCtrf(bytes, { startedAt, take: (result) => void results.push(result) });
  for (const result of results) expect(resultRecord.safeParse(result).error).toBeUndefined();
  return Object.assign(results, { facts });
}

const of = (...tests: object[]) => read({ results: { tool: { name: "playwright" }, summary: {}, tests } });

describe("a test of a CTRF report", () => {
  it.each([
    ["passed", { status: "passed" }, { status: "passed", rawStatus: "passed" }],
    [
      "failed",
      { status: "failed", message: "m", trace: "t" },
      { status: "failed", failure: { message: "m", trace: "t" } },
    ],
    ["pending", { status: "pending" }, { status: "skipped", rawStatus: "pending" }],
    [
      "other, with its own word",
      { status: "other", rawStatus: "interrupted" },
      { status: "skipped", rawStatus: "interrupted" },
    ],
    ["with suites", { status: "passed", suite: ["a", "b"] }, { suite: "a > b" }],
    ["with one suite", { status: "passed", suite: "a" }, { suite: "a" }],
    [
      "with a place",
      { status: "passed", filePath: "a.ts", line: 3, threadId: "w1" },
      { file: "a.ts", line: 3, worker: "w1" },
    ],
    ["with output", { status: "passed", stdout: ["a", "b"], stderr: [] }, { stdout: "a\nb" }],
    [
      "with labels and tags",
      { status: "passed", tags: ["slow"], labels: { n: 1, o: ["x", "y"] } },
      { labels: { tag: ["slow"], n: ["1"], o: ["x", "y"] } },
    ],
    [
      "with more",
      { status: "passed", browser: "firefox", extra: { owner: "ada" } },
      { properties: { browser: "firefox", owner: "ada" } },
    ],
    [
      "with parameters and steps",
      { status: "passed", parameters: { a: 1 }, steps: [{ name: "x" }] },
      { params: { a: 1 }, steps: [{ name: "x" }] },
    ],
  ])("%s", (_, test, expected) => {
    expect(of({ name: "n", duration: 12, ...test })[0]).toMatchObject({
      name: "n",
      durationMs: 12,
      attempt: 1,
      ...expected,
    });
  });

  it("has its listed attempts, whether the last is among them or not", () => {
    const failed = { status: "failed", duration: 1, message: "m" };
    const alone = of({ name: "n", status: "passed", duration: 2, flaky: true, retries: 1, retryAttempts: [failed] });
    const listed = of({
      ...{ name: "n", status: "passed", duration: 2, retries: 1 },
      retryAttempts: [failed, { status: "passed", duration: 3 }],
    });
    for (const results of [alone, listed]) {
      expect(results.map(({ attempt, status }) => [attempt, status])).toEqual([
        [1, "failed"],
        [2, "passed"],
      ]);
    }
    expect(listed[1]?.durationMs).toBe(3);
  });

  it("that is called flaky without its attempts has as many failures before its pass as were counted", () => {
    const statuses = (test: object) =>
      of({ name: "n", status: "passed", duration: 1, ...test }).map(({ status }) => status);
    expect(statuses({ flaky: true, retries: 2 })).toEqual(["failed", "failed", "passed"]);
    expect(statuses({ flaky: true })).toEqual(["failed", "passed"]);
    expect(statuses({ flaky: false, retries: 2 })).toEqual(["passed"]);
  });

  it("of a name that stood there before is numbered, but not for other parameters", () => {
    const tests = [{}, {}, { parameters: { a: 1 } }].map((more) => ({
      name: "n",
      status: "passed",
      duration: 1,
      ...more,
    }));
    expect(of(...tests).map(({ name }) => name)).toEqual(["n", "n #2", "n"]);
  });
});

describe("a CTRF report", () => {
  it("says what was built, from what, when and by whom", () => {
    const environment = { buildName: "b", branchName: "main", commit: "abc", osPlatform: "linux" };
    const summary = { start: Date.parse(startedAt), stop: Date.parse(startedAt) + 5_000 };
    const { facts } = read({ results: { tool: { name: "jest", version: "30" }, summary, tests: [], environment } });
    expect(facts).toEqual({
      ...{ runner: { name: "jest", version: "30" }, startedAt, finishedAt: "2026-11-21T10:00:05.000Z" },
      ...{ build: { name: "b" }, git: { branch: "main", commit: "abc" }, host: { os: "linux" } },
    });
  });

  it.each([
    ["no JSON", "{", /CTRF report/],
    ["a list", "[]", /'results'/],
    ["without tests", { results: {} }, /'results.tests'/],
  ])("that is %s is refused, and why", (_, report, message) => {
    expect(() => read(report)).toThrow(message);
  });
});

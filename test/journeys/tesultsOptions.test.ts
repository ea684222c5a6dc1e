import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { recordSchema } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type VitestProject, vitestProject } from "../support/vitestProject.ts";

// Real runners, one after another, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

// A project that was set up for Tesults: its options say what ours say.

let project: VitestProject;

beforeAll(() => {
  project = vitestProject({
    "vitest.config.js": `export default { test: { reporters: [["backstory/vitest", {
      "tesults-target": "MY_TARGET", "tesults-output-file": "out/results.json", "tesults-files": "files",
      "tesults-build-name": "1.0", "tesults-build-result": "fail", "tesults-build-desc": "nightly", "tesults-build-reason": "known",
    }]] } };`,
    "a.test.js": `
      import { describe, test } from "vitest";
      let tries = 0;
      describe("cart", () => {
        test("adds", { retry: 1 }, () => { if (++tries < 2) throw new Error("first"); });
        test.skip("is skipped", () => {});
      });`,
    "files/cart/adds/a.log": "a log",
    "files/[build]/1.0/build.log": "of the build",
  });
});

afterAll(() => project.remove());

test("without a destination there is a copy of the results", async () => {
  const { status, stderr } = await project.vitest([]);
  expect([status, stderr]).toEqual([0, ""]);
  const { cases } = JSON.parse(readFileSync(join(project.folder, "out/results.json"), "utf8")).results;
  expect(cases).toMatchObject([
    {
      ...{ name: "adds", suite: "a.test.js > cart", result: "pass", rawResult: "passed", _Retry: 1 },
      files: [expect.stringMatching(/a\.log$/)],
      _Retries: [{ result: "fail", reason: expect.stringContaining("first") }],
    },
    { name: "is skipped", result: "unknown" },
    {
      name: "1.0",
      suite: "[build]",
      result: "fail",
      desc: "nightly",
      reason: "known",
      files: [expect.stringMatching(/build\.log$/)],
    },
  ]);
  expect(project.spooled()).toEqual([]);
});

test("with one they are recorded as well, and the old variable names the file", async () => {
  const env = { BACKSTORY_URL: "http://127.0.0.1:9", MY_TARGET: "unit", TESULTS_OUTPUT_FILE: "other.json" };
  await project.vitest([], env);
  expect(JSON.parse(readFileSync(join(project.folder, "other.json"), "utf8")).results.cases).toHaveLength(3);
  const [path = ""] = project.spooled().filter((each) => each.endsWith(".ndjson"));
  const records = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => recordSchema.parse(JSON.parse(line)));
  rmSync(project.spool, { recursive: true });
  expect(records[0]).toMatchObject({
    target: "unit",
    build: { name: "1.0", result: "fail", description: "nightly", reason: "known" },
  });
  expect(records.filter(({ kind }) => kind === "attachment")).toMatchObject([
    { name: "a.log", resultId: expect.stringMatching(/:1$/) },
    { name: "a.log", resultId: expect.stringMatching(/:2$/) },
    { name: "build.log" },
  ]);
});

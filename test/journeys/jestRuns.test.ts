import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reporter } from "@jest/reporters";
import { expect, test, vi } from "vitest";
import { BackstoryReporter } from "../../packages/client/src/jest.ts";
import { errorsIn, type RunnerProject, resultsIn, runnerProject } from "../support/runnerProject.ts";

// Jest starts a process for each worker, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const program = "node_modules/jest/bin/jest.js";
const withUs = "--reporters=backstory/jest";

function jestProject(files: Readonly<Record<string, string>>): RunnerProject {
  return runnerProject(
    { "jest.config.js": "module.exports = {};", ...files },
    { runner: "jest-newest", packages: ["jest"] },
  );
}

const passing = `test("adds", () => {});`;

test("shards say which they are, and have every test once together", async () => {
  const project = jestProject({ "a.test.js": passing, "b.test.js": passing, "c.test.js": passing });
  const suites: string[] = [];
  for (const index of [1, 2]) {
    await project.run([program, withUs, `--shard=${index}/2`]);
    const records = project.takeRecords();
    expect(records[0]).toMatchObject({ shard: { index, total: 2 } });
    suites.push(...resultsIn(records).map(({ suite }) => suite));
  }
  expect(suites.sort()).toEqual(["a.test.js", "b.test.js", "c.test.js"]);
  project.remove();
});

test("projects tell one file's tests apart, also when they run it at the same time", async () => {
  const project = jestProject({
    "jest.config.js": `module.exports = { projects: [{ displayName: "one" }, { displayName: "two" }] };`,
    "a.test.js": `
      jest.retryTimes(1);
      let tries = 0;
      const waits = () => new Promise((resolve) => setTimeout(resolve, 100));
      test("adds", waits);
      test("passes at the second try", async () => { await waits(); if (++tries < 2) throw new Error("no"); });
      test("is after", waits);
    `,
  });
  await project.run([program, withUs, "-w=2"]);
  const results = resultsIn(project.takeRecords());
  const names = results.map(({ suite, name, attempt, status, labels }) =>
    [suite, name, attempt, status, labels?.["project"]].join(" "),
  );
  expect(names.sort()).toEqual(
    ["one", "two"].flatMap((word) => [
      `|${word}| a.test.js adds 1 passed ${word}`,
      `|${word}| a.test.js is after 1 passed ${word}`,
      `|${word}| a.test.js passes at the second try 1 failed ${word}`,
      `|${word}| a.test.js passes at the second try 2 passed ${word}`,
    ]),
  );
  project.remove();
});

test("a worker that dies takes only the test with it that ran", async () => {
  const project = jestProject({
    "a.test.js": `
      test("is before", () => {});
      test("dies", async () => { await new Promise((resolve) => setTimeout(resolve, 300)); process.kill(process.pid, "SIGKILL"); });
      test("is after", () => {});
    `,
    "b.test.js": passing,
  });
  const { status } = await project.run([program, withUs, "-w=2"]);
  const records = project.takeRecords();
  expect(status).toBe(1);
  const ofDying = resultsIn(records).filter(({ suite }) => suite === "a.test.js");
  expect(ofDying.map(({ name, status }) => [name, status])).toEqual([
    ["is before", "passed"],
    ["dies", "broken"],
  ]);
  expect(errorsIn(records)).toEqual([["a.test.js", expect.stringMatching(/worker process .+ SIGKILL|terminated/)]]);
  expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });
  project.remove();
});

test("a run that bails out ends, with what was run", async () => {
  const project = jestProject({
    "a.test.js": `test("fails", () => { throw new Error("no"); });`,
    "b.test.js": passing,
    "c.test.js": passing,
  });
  const { status } = await project.run([program, withUs, "--bail", "-i"]);
  const records = project.takeRecords();
  expect(status).toBe(1);
  expect(resultsIn(records).some(({ name, status }) => name === "fails" && status === "failed")).toBe(true);
  expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });
  project.remove();
});

test("the reporter loads in a project of ES modules, beside coverage, and leaves Jest's output as it is", async () => {
  const project = jestProject({
    "package.json": `{ "type": "module" }`,
    "jest.config.js": `export default { reporters: ["default", ["backstory/jest", { buildName: "nightly" }]] };`,
    "src/cart.cjs": `module.exports = (a, b) => a + b;`,
    "tests/cart.test.cjs": `const add = require("../src/cart.cjs"); test("adds", () => { expect(add(1, 2)).toBe(3); });`,
  });
  const words = [program, "--testMatch=**/*.test.cjs", "--coverage", "--coverageReporters=json-summary"];
  const { status, stderr } = await project.run(words);
  const records = project.takeRecords();
  expect(status).toBe(0);
  expect(records[0]).toMatchObject({ build: { name: "nightly" } });
  expect(resultsIn(records)).toMatchObject([{ suite: "tests/cart.test.cjs", name: "adds", status: "passed" }]);
  expect(readFileSync(join(project.folder, "coverage/coverage-summary.json"), "utf8")).toContain("cart.cjs");
  expect(stderr.match(/^Backstory: .+$/gm)).toHaveLength(1);
  expect(stderr).toContain("PASS tests/cart.test.cjs");
  project.remove();
});

test("a Jest that a test starts is not recorded", async () => {
  const project = jestProject({ "a.test.js": passing });
  await project.run([program, withUs], { env: { JEST_WORKER_ID: "1" } });
  expect(project.spooled()).toEqual([]);
  project.remove();
});

test.each([
  ["not recorded", {}, false],
  ["a submission a run, when it is asked for", { BACKSTORY_WATCH: "1" }, true],
])("watch mode is %s", async (_, env, isRecorded) => {
  const project = jestProject({ "a.test.js": passing });
  const watching = project.start([program, "--reporters=default", withUs, "--watchAll", "-i"], { env });
  const ended = new Promise((resolve) => watching.once("close", resolve));
  let told = "";
  watching.stdout?.resume();
  watching.stderr?.on("data", (chunk: Buffer) => {
    told += chunk.toString();
  });
  const runs = () => told.split("Ran all test suites").length - 1;
  await expect.poll(runs, { timeout: 60_000 }).toBe(1);
  // Jest may not hear of a change at once, and of one change twice.
  const changeAndCount = () => {
    if (runs() === 1) writeFileSync(join(project.folder, "a.test.js"), `test("adds at ${Date.now()}", () => {});`);
    return runs();
  };
  await expect.poll(changeAndCount, { timeout: 60_000, interval: 3_000 }).toBeGreaterThan(1);
  watching.kill();
  await ended;
  const submissions = project.spooled().filter((path) => path.endsWith(".ndjson"));
  expect(submissions.length > 1).toBe(isRecorded);
  expect(submissions.length === 0).toBe(!isRecorded);
  project.remove();
});

test("the recorder is a reporter to Jest's own types, and does nothing without a destination", async () => {
  const reporter: Reporter = new BackstoryReporter({ rootDir: "/" }, { url: "" });
  await expect(reporter.onRunComplete?.(new Set(), {} as never)).resolves.toBeUndefined();
});

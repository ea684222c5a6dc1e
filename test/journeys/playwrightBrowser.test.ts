import type { ChildProcess } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { BackstoryRecord } from "@backstory/model";
import { expect, test, vi } from "vitest";
import { findChromium } from "../browser/openBrowser.ts";
import { errorsIn, type RunnerProject, resultsIn, runnerProject } from "../support/runnerProject.ts";

// Playwright starts a process for each worker, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const program = "node_modules/@playwright/test/cli.js";
const withUs = "--reporter=backstory/playwright";

function playwrightProject(files: Readonly<Record<string, string>>): RunnerProject {
  return runnerProject(files, { runner: "playwright-newest", packages: ["@playwright/test"] });
}

const two = `
  import { test } from "@playwright/test";
  test.describe("cart", () => {
    test("adds", { tag: ["@smoke", "@fast"] }, async ({}, info) => { await info.attach("note", { body: info.project.name, contentType: "text/plain" }); });
    test("fails", () => { throw new Error("no"); });
  });
`;

const projects = `
  import { defineConfig } from "@playwright/test";
  export default defineConfig({
    testDir: "tests", fullyParallel: true, workers: 2, outputDir: "out", projects: [{ name: "one" }, { name: "two" }],
  });
`;

function attachmentsIn(records: readonly BackstoryRecord[]) {
  return records.filter((record) => record.kind === "attachment").map(({ name, mediaType }) => [name, mediaType]);
}

function namesIn(records: readonly BackstoryRecord[]): string[] {
  return resultsIn(records)
    .map(({ suite, name, attempt, status }) => `${suite} > ${name} ${attempt} ${status}`)
    .sort();
}

const everyName = [
  "|one| tests/two.spec.ts > cart > adds 1 passed",
  "|one| tests/two.spec.ts > cart > fails 1 failed",
  "|two| tests/two.spec.ts > cart > adds 1 passed",
  "|two| tests/two.spec.ts > cart > fails 1 failed",
];

test("shards say which they are, and merged blob reports have the tests of all of them under the same names", async () => {
  const project = playwrightProject({ "playwright.config.ts": projects, "tests/two.spec.ts": two });
  const ofShards: string[] = [];
  for (const index of [1, 2]) {
    await project.run([program, "test", `--shard=${index}/2`, "--reporter=backstory/playwright,blob"]);
    const records = project.takeRecords();
    expect(records[0]).toMatchObject({ shard: { index, total: 2 } });
    ofShards.push(...namesIn(records));
    cpSync(join(project.folder, "blob-report"), join(project.folder, "blobs"), { recursive: true });
  }
  expect(ofShards.sort()).toEqual(everyName);
  await project.run([program, "merge-reports", withUs, "blobs"]);
  const merged = project.takeRecords();
  expect(namesIn(merged)).toEqual(everyName);
  expect(attachmentsIn(merged)).toEqual(expect.arrayContaining([["note", "text/plain"]]));
  const starts = resultsIn(merged).map(({ startedAt }) => startedAt);
  expect(merged[0]?.kind === "submission" && merged[0].startedAt <= (starts[0] ?? "")).toBe(true);
  expect(merged[0]).not.toHaveProperty("shard");
  project.remove();
});

test("projects, tags and repetitions of a test are told apart, and one project alone is the variant", async () => {
  const project = playwrightProject({ "playwright.config.ts": projects, "tests/two.spec.ts": two });
  await project.run([program, "test", withUs, "--project=one", "--repeat-each=2", "-g", "adds"]);
  const records = project.takeRecords();
  expect(records[0]).toMatchObject({ variant: { project: "one" } });
  expect(resultsIn(records).map(({ attempt, labels }) => [attempt, labels])).toEqual(
    expect.arrayContaining([1, 2].map((attempt) => [attempt, { project: ["one"], tag: ["smoke", "fast"] }])),
  );
  await project.run([program, "test", "--list", withUs]);
  expect(project.spooled()).toEqual([]);
  project.remove();
});

test("what a browser leaves behind is attached: screenshots, traces and the difference of images", async () => {
  const project = playwrightProject({
    "playwright.config.ts": `
      import { defineConfig } from "@playwright/test";
      export default defineConfig({
        outputDir: "out", timeout: 120_000,
        use: {
          browserName: "chromium", screenshot: "only-on-failure", trace: "retain-on-failure",
          launchOptions: { executablePath: ${JSON.stringify(findChromium())}, args: ["--no-sandbox"] },
        },
      });
    `,
    "cart.spec.ts": `
      import { expect, test } from "@playwright/test";
      test("looks as before", async ({ page }) => {
        await page.setContent('<body style="background: ' + process.env.COLOUR + '"><button>Buy</button></body>');
        await page.getByRole("button").click();
        expect(await page.screenshot()).toMatchSnapshot("cart.png");
      });
    `,
  });
  const updating = await project.run([program, "test", "--update-snapshots", "--reporter=line"], {
    env: { COLOUR: "red" },
  });
  expect(updating.status, updating.stdout).toBe(0);
  await project.run([program, "test", withUs], { env: { COLOUR: "blue" } });
  const records = project.takeRecords();
  expect(records[0]).toMatchObject({ variant: { browser: "chromium" } });
  expect(attachmentsIn(records)).toEqual(
    expect.arrayContaining([
      ["cart-expected.png", "image/png"],
      ["cart-actual.png", "image/png"],
      ["cart-diff.png", "image/png"],
      ["screenshot", "image/png"],
      ["trace", "application/zip"],
    ]),
  );
  const [result] = resultsIn(records);
  expect(result).toMatchObject({ status: "failed", labels: { browser: ["chromium"] } });
  expect(JSON.stringify(result?.steps)).toMatch(/"name":"Click[^"]*","category":"pw:api"/);
  project.remove();
});

test("what goes wrong outside tests is an error: imports, the global setup, limits of the run", async () => {
  const project = playwrightProject({
    "setup.ts": `export default () => { throw new Error("no stage"); };`,
    "setup.config.ts": `export default { testDir: "tests", globalSetup: "./setup.ts" };`,
    "limit.config.ts": `export default { testDir: "limit", globalTimeout: 3000 };`,
    "tests/import.spec.ts": `import "./absent.ts";`,
    "limit/long.spec.ts": `
      import { test } from "@playwright/test";
      test.setTimeout(0);
      test("hangs", async () => { await new Promise(() => {}); });
      test("is after", () => {});
    `,
  });
  await project.run([program, "test", withUs, "tests"]);
  const importing = project.takeRecords();
  expect(errorsIn(importing)).toContainEqual([
    expect.stringMatching(/^tests\/import\.spec\.ts:1/),
    expect.stringContaining("absent.ts"),
  ]);
  expect(importing.at(-1)).toMatchObject({ kind: "end", exitStatus: 1 });

  await project.run([program, "test", withUs, "-c", "setup.config.ts"]);
  expect(errorsIn(project.takeRecords())).toContainEqual(["setup.ts:1", "no stage"]);

  await project.run([program, "test", withUs, "-c", "limit.config.ts"]);
  const limited = project.takeRecords();
  expect(errorsIn(limited)).toContainEqual(["Playwright", expect.stringMatching(/^Timed out waiting 3s/)]);
  expect(resultsIn(limited).filter(({ status }) => status !== "skipped")).toEqual([]);
  project.remove();
});

test("a run that is interrupted says so, and keeps what ended", async () => {
  const project = playwrightProject({
    "long.spec.ts": `
      import { test } from "@playwright/test";
      test("ends", () => {});
      test("is running", async () => { console.log("it runs"); await new Promise(() => {}); });
      test("is never reached", () => {});
    `,
  });
  const child = project.start([program, "test", "--reporter=backstory/playwright,line"]);
  await interruptedAt(child, "it runs");
  const records = project.takeRecords();
  expect(resultsIn(records).map(({ name, status, rawStatus }) => [name, status, rawStatus])).toEqual([
    ["ends", "passed", "passed"],
    ["is running", "skipped", "interrupted"],
    ["is never reached", "skipped", "did not run"],
  ]);
  expect(errorsIn(records)).toContainEqual(["Playwright", "The run was interrupted."]);
  expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 130 });
  project.remove();
});

/** Sends SIGINT once the child printed these words, and waits for its end. */
function interruptedAt(child: ChildProcess, words: string): Promise<unknown> {
  let told = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    told += chunk.toString();
    if (told.includes(words)) child.kill("SIGINT");
  });
  child.stderr?.resume();
  return new Promise((resolve) => child.once("close", resolve));
}

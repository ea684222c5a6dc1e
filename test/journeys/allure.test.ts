import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BackstoryRecord, ResultRecord } from "@backstory/model";
import { afterEach, describe, expect, test, vi } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { type RunnerProject, resultsIn, runnerFolder, runnerProject } from "../support/runnerProject.ts";

// Real runners, one after another, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

// What tests tell Allure reaches the record: through Allure's own integrations with the runners, and without them.

const calls = `
  await allure.owner("me");
  await allure.tags("slow", "money");
  await allure.allureId("77");
  await allure.issue("https://bugs.example/1", "BUG-1");
  await allure.parameter("currency", "EUR");
  await allure.description("what it is about");
  await allure.step("outer", async (step) => {
    await step.parameter("n", "1");
    await allure.step("inner", () => {});
  });
  await allure.attachment("note", "a note", { contentType: "text/plain", fileExtension: "txt" });
`;

const told = {
  status: "passed",
  labels: { owner: ["me"], tag: ["slow", "money"], ALLURE_ID: ["77"] },
  declaredId: "77",
  links: [{ url: "https://bugs.example/1", type: "issue", name: "BUG-1" }],
  properties: { currency: "EUR" },
  description: "what it is about",
};

const ofAllure = runnerFolder("allure-newest");

let project: RunnerProject;

afterEach(() => project.remove());

/** A project with packages of this repository, of Allure and of a runner's folder. */
function allureProject(files: Readonly<Record<string, string>>, packages: readonly string[], runner?: string): void {
  project = runnerProject(
    { "package.json": '{ "type": "module" }', ...files },
    runner === undefined
      ? {}
      : { runner, packages: runner.startsWith("jest") ? ["jest", "jest-environment-node"] : ["mocha"] },
  );
  for (const name of packages) {
    const place = existsSync(join(ofAllure, "node_modules", name)) ? ofAllure : root;
    const at = join(project.folder, "node_modules", name);
    mkdirSync(dirname(at), { recursive: true });
    // A copy finds the runner of this project, as it does where it is installed.
    if (runner === undefined) symlinkSync(join(place, "node_modules", name), at);
    else cpSync(join(place, "node_modules", name), at, { recursive: true });
  }
}

function expectTold(records: readonly BackstoryRecord[], steps: "steps" | "runner's steps" = "steps"): void {
  const results = resultsIn(records).filter(({ name }) => name === "tells Allure") as [ResultRecord];
  expect(results).toMatchObject([told]);
  expect(results[0].properties).toEqual(told.properties);
  if (steps === "steps") {
    expect(results[0].steps).toMatchObject([
      { name: "outer", status: "passed", params: { n: "1" }, steps: [{ name: "inner", status: "passed" }] },
    ]);
  } else expect(JSON.stringify(results[0].steps)).toMatch(/"outer".+"inner"/);
  const attachments = records.filter((record) => record.kind === "attachment");
  expect(attachments).toMatchObject([
    { resultId: results[0].resultId, name: expect.stringMatching(/^note/), sizeBytes: 6 },
  ]);
}

describe("Vitest", () => {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const file = (more: string) => `
    import { test } from "vitest"; import * as allure from "allure-js-commons"; ${more}
    test("tells Allure", async () => { ${calls} });
    test("is titled @allure.id=5 @allure.label.owner:you", () => {});
  `;

  test("with its integration", async () => {
    const config = `export default { test: { setupFiles: ["allure-vitest/setup"], reporters: ["backstory/vitest", "allure-vitest/reporter"] } };`;
    allureProject({ "vitest.config.js": config, "a.test.js": file("") }, [
      "vitest",
      "allure-vitest",
      "allure-js-commons",
    ]);
    const { status, stderr } = await project.run([vitest, "run"]);
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    const records = project.takeRecords();
    expectTold(records);
    expect(resultsIn(records).find(({ name }) => name === "is titled")).toMatchObject({
      declaredId: "5",
      labels: { owner: ["you"] },
    });
  });

  test("without", async () => {
    const config = `export default { test: { reporters: ["backstory/vitest"] } };`;
    allureProject({ "vitest.config.js": config, "a.test.js": file(`import "backstory";`) }, [
      "vitest",
      "allure-js-commons",
    ]);
    const { status } = await project.run([vitest, "run"]);
    expect(status).toBe(0);
    expectTold(project.takeRecords());
  });
});

describe("Playwright", () => {
  const playwright = join(root, "node_modules/@playwright/test/cli.js");
  const spec = (more: string) => `
    import { test } from "@playwright/test"; import * as allure from "allure-js-commons"; ${more}
    test("tells Allure", async () => { ${calls} });
  `;

  test("with its integration", async () => {
    const config = `export default { reporter: [["backstory/playwright"], ["allure-playwright"]] };`;
    allureProject({ "playwright.config.js": config, "a.spec.js": spec("") }, [
      "@playwright/test",
      "allure-playwright",
      "allure-js-commons",
    ]);
    const { status, stdout } = await project.run([playwright, "test"]);
    expect([status, stdout]).toEqual([0, expect.any(String)]);
    expectTold(project.takeRecords(), "runner's steps");
  });

  test("without", async () => {
    const config = `export default { reporter: [["backstory/playwright"]] };`;
    allureProject({ "playwright.config.js": config, "a.spec.js": spec(`import "backstory";`) }, [
      "@playwright/test",
      "allure-js-commons",
    ]);
    const { status, stdout } = await project.run([playwright, "test"]);
    expect([status, stdout]).toEqual([0, expect.any(String)]);
    expectTold(project.takeRecords());
  });
});

const allureOfMocha = ["allure-mocha", "allure-js-commons", "md5", "charenc", "crypt", "is-buffer"];

describe("Mocha", () => {
  const spec = `
    import "backstory"; import * as allure from "allure-js-commons";
    it("tells Allure", async () => { ${calls} });
  `;

  test.each([
    ["with its integration", "allure-mocha", allureOfMocha],
    ["without", "dot", ["allure-js-commons", "md5", "charenc", "crypt", "is-buffer"]],
  ])("%s", async (_, reporter, packages) => {
    allureProject({ "a.spec.js": spec }, packages, "mocha-newest");
    const words = ["--reporter", "backstory/mocha", "--reporter-option", `reporter=${reporter}`, "a.spec.js"];
    const { status, stderr } = await project.run(["node_modules/mocha/bin/mocha.js", ...words]);
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    expectTold(project.takeRecords());
  });
});

describe("Jest", () => {
  const spec = `
    require("backstory"); const allure = require("allure-js-commons");
    test("tells Allure", async () => { ${calls} });
  `;

  test.each([
    ["with its integration", { testEnvironment: "allure-jest/node" }, ["allure-jest", ...allureOfMocha.slice(1)]],
    ["without", {}, allureOfMocha.slice(1)],
  ])("%s", async (_, config, packages) => {
    const jest = JSON.stringify({ reporters: ["backstory/jest"], ...config });
    allureProject({ "package.json": "{}", "jest.config.json": jest, "a.test.js": spec }, packages, "jest-newest");
    const { status, stderr } = await project.run(["node_modules/jest/bin/jest.js"]);
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    expectTold(project.takeRecords());
  });
});

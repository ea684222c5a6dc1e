import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type RunnerProject, resultsIn, runnerProject } from "../support/runnerProject.ts";

// Real runners, one after another, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

// Bags and syntheses by functions, in the runners that have no fixtures.

const body = `
  describe("cart", () => {
    for (const index of [0, 1, 2]) {
      it("counts " + index, async () => {
        resultsBag().accuracy = index / 10;
        await new Promise((resolve) => setTimeout(resolve, 3));
        resultsBag().list = [index];
        resultsBag("scores").home = index;
        resultsBag().act = () => {};
        metric("ms", index);
      });
    }
    it("has no bag", () => {});
    it("fails", () => { resultsBag().accuracy = 9; throw new Error("no"); });
  });
`;

const runners = [
  {
    name: "Jest",
    project: { runner: "jest-newest", packages: ["jest"] },
    files: {
      "jest.config.json": '{ "reporters": ["backstory/jest"] }',
      "a.test.js": `const { metric } = require("backstory"); const { resultsBag } = require("backstory/harvest"); ${body}`,
    },
    words: ["node_modules/jest/bin/jest.js"],
  },
  {
    name: "Mocha",
    project: { runner: "mocha-newest", packages: ["mocha"] },
    files: {
      "a.test.mjs": `import { metric } from "backstory"; import { resultsBag } from "backstory/harvest"; ${body}`,
    },
    words: ["node_modules/mocha/bin/mocha.js", "--reporter", "backstory/mocha", "a.test.mjs"],
  },
  {
    name: "node:test",
    project: {},
    files: {
      "a.test.mjs": `import { describe, it } from "node:test"; import { metric } from "backstory"; import { resultsBag } from "backstory/harvest"; ${body}`,
    },
    words: ["--test", "--test-reporter=backstory/node-test", "--test-reporter-destination=stdout", "a.test.mjs"],
  },
];

let project: RunnerProject;

afterEach(() => project.remove());

describe.each(runners)("$name", ({ files, words, project: parts }) => {
  test.each([
    ["with a destination", {}],
    ["without", { BACKSTORY_URL: "" }],
  ])("harvests the session %s", async (where, env) => {
    project = runnerProject(files, parts);
    const { status, stderr } = await project.run(words, {
      env: { BACKSTORY_SYNTHESIS: "tables/session.json", ...env },
    });
    expect(status).toBe(1);
    const { rows, counts } = JSON.parse(readFileSync(join(project.folder, "tables/session.json"), "utf8"));
    expect(counts).toEqual({ tests: 5, passed: 4, failed: 1, broken: 0, skipped: 0 });
    const row = (name: string) => rows.find(({ test: id }: { test: string }) => id.endsWith(`cart > ${name}`));
    expect(row("counts 2")).toMatchObject({
      status: "passed",
      accuracy: 0.2,
      list: [2],
      home: 2,
      act: expect.stringMatching(/^\(.*function.*\)$/),
    });
    expect(row("fails")).toMatchObject({ status: "failed", accuracy: 9 });
    expect(row("has no bag")).not.toHaveProperty("accuracy");
    expect(stderr).toMatch(
      /^Backstory: 'act' of a\.test\.m?js > cart > counts 0 came as a placeholder: .+ \(and 2 more\)$/m,
    );
    if (where === "without") {
      expect(project.spooled()).toEqual([]);
      return;
    }
    const results = resultsIn(project.takeRecords());
    expect(results.find(({ name }) => name === "counts 1")).toMatchObject({
      metrics: { accuracy: 0.1, ms: 1, "scores.home": 1 },
      properties: { list: "[1]" },
    });
  });
});

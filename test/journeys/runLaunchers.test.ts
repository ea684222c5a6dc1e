import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunnerProject, resultsIn, runnerFolder, runnerProject } from "../support/runnerProject.ts";
import { backstoryProgram } from "../support/vitestProject.ts";

// A runner is known whatever starts it: the environment is inherited. Where it is not (tox) there is a way.
const python = process.env["BACKSTORY_PYTHON"] ?? "python3";
const launchers = process.env["BACKSTORY_LAUNCHERS"];
const packages = join(runnerFolder("launchers"), "node_modules");
const bun = join(packages, "@oven/bun-linux-x64/bin/bun");

const files = {
  "package.json": `{ "name": "shop", "version": "1.0.0", "scripts": { "test": "mocha", "inner": "npm test --silent" } }`,
  "yarn.lock": "",
  "test/order.js": `it("orders", () => {});`,
  Makefile: ".PHONY: test\ntest:\n\tnode_modules/.bin/mocha\n",
  "alone.mjs": `import { test } from "node:test"; test("orders", () => {});`,
  "test.sh": "#!/bin/sh\ncd test && ../node_modules/.bin/mocha order.js\n",
  "tests/test_order.py": "def test_orders(): pass",
  "tox.ini": `
[tox]
skipsdist = true
envlist = own
[testenv]
skip_install = true
allowlist_externals = *
[testenv:own]
pass_env = HOME
set_env = PYTHONPATH = own
commands = ${python} -m pytest -q tests
`,
  "noxfile.py": `
import nox
@nox.session(venv_backend="none")
def tests(session): session.run("${python}", "-m", "pytest", "-q", "tests", external=True)
`,
};

// Several processes a test, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000 });

if (launchers === undefined) console.log("tox and nox are left out: BACKSTORY_LAUNCHERS names no Python that has them");
if (!existsSync(bun)) console.log("bun is left out: npm has no binary for this platform");

let project: RunnerProject;

beforeAll(() => {
  project = runnerProject(files, { runner: "mocha-newest", packages: ["mocha"] });
  mkdirSync(join(project.folder, "node_modules/.bin"));
  symlinkSync("../mocha/bin/mocha.js", join(project.folder, "node_modules/.bin/mocha"));
  chmodSync(join(project.folder, "test.sh"), 0o755);
});

afterAll(() => project.remove());

function script(name: string, path: string): string[] {
  return [process.execPath, join(packages, name, path)];
}

const node = { name: "orders" };
const pytest = { name: "test_orders" };

describe("a runner is known behind", () => {
  test.each<[string, readonly string[], object]>([
    ["npm", ["npm", "test", "--silent"], node],
    ["npm that starts npm", ["npm", "run", "inner", "--silent"], node],
    ["npx", ["npx", "mocha"], node],
    ["pnpm", [...script("pnpm", "bin/pnpm.cjs"), "run", "test"], node],
    ["yarn 1", [...script("yarn", "bin/yarn.js"), "run", "test"], node],
    ["make", ["make", "--silent", "test"], node],
    ["a shell script", ["./test.sh"], node],
    ["node alone", ["node", "alone.mjs"], node],
    ["env", ["env", "SHOP=1", "sh", "-c", "exec node_modules/.bin/mocha"], node],
    ["python -m", [python, "-m", "pytest", "-q", "tests"], pytest],
  ])("%s", async (_, command, result) => {
    await expectRecorded(command, result);
  });

  test("yarn 4 with Plug'n'Play", async () => {
    const shop = runnerProject({
      "package.json": `{ "name": "shop", "scripts": { "test": "node --test" } }`,
      "yarn.lock": "",
      ".yarnrc.yml": "nodeLinker: pnp\nenableTelemetry: false\nenableNetwork: false\nenableImmutableInstalls: false\n",
      "test/order.test.js": `require("node:test").test("orders", () => {});`,
    });
    const yarn = script("@yarnpkg/cli-dist", "bin/yarn.js");
    const installed = await shop.run(yarn.slice(1).concat("install"));
    expect(installed.status, installed.stdout).toBe(0);
    const { status, stderr } = await shop.run([backstoryProgram, "run", "--", ...yarn, "run", "test"]);
    expect(status, stderr).toBe(0);
    expect(resultsIn(shop.takeRecords())).toMatchObject([node]);
    shop.remove();
  });

  test.skipIf(!existsSync(bun))("bun run", async () => {
    await expectRecorded([bun, "run", "test"], node);
  });

  test.skipIf(launchers === undefined)("tox, which clears the environment", async () => {
    const records = await expectRecorded([launchers as string, "-m", "tox", "-q"], pytest);
    expect(records[0]).toMatchObject({ ci: { provider: "github", runId: "17" }, git: { branch: "totals" } });
  });

  test.skipIf(launchers === undefined)("nox", async () => {
    await expectRecorded([launchers as string, "-m", "nox", "-s", "tests"], pytest);
  });
});

test("pytest with a search path of its own runs as ever, and the line says that nothing was recorded", async () => {
  const command = ["env", "PYTHONPATH=own", python, "-m", "pytest", "-q", "tests"];
  const { status, stdout, stderr } = await project.run([backstoryProgram, "run", "--", ...command]);
  expect(status, stdout + stderr).toBe(0);
  expect(stderr).toMatch(/^Backstory: nothing was recorded: .+ did not get our environment; .+\n$/);
  expect(project.spooled()).toEqual([]);
});

async function expectRecorded(command: readonly string[], result: object) {
  const path = [join(project.folder, "node_modules/.bin"), dirname(process.execPath), process.env["PATH"]].join(
    delimiter,
  );
  const job = { GITHUB_ACTIONS: "true", GITHUB_RUN_ID: "17", GITHUB_REF_NAME: "totals" };
  const env = { PATH: path, COREPACK_ENABLE_STRICT: "0", ...job };
  const { status, stdout, stderr } = await project.run([backstoryProgram, "run", "--", ...command], { env });
  expect(status, stdout + stderr).toBe(0);
  expect(stderr.match(/^Backstory: /gm)).toHaveLength(1);
  const records = project.takeRecords();
  expect(resultsIn(records)).toMatchObject([result]);
  expect(readFileSync(join(project.folder, "package.json"), "utf8")).toBe(files["package.json"]);
  return records;
}

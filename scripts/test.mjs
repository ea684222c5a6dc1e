import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { fail, outputOf, say } from "./lib/command.mjs";
import { findChromium, findPython, installNodePackages, pythonEnvironment } from "./lib/install.mjs";
import { installRunners } from "./lib/runners.mjs";
import { runPytest, runVitest } from "./lib/secondTry.mjs";

const usage = `npm test -- [--only typescript|python]

Installs what is missing and runs every test: TypeScript with its journeys and browser tests, then the pytest plugin
on the oldest and the newest supported pytest, on pytest alone, and among the plugins that it knows.`;

// Most of the time a test waits for the pytest that it has started.
const sideBySide = ["-n", "3", "--dist", "worksteal"];
const plugins = ["pytest-xdist==3.8.0", "pytest-rerunfailures==16.7", "jsonschema==4.25.1"];
const oldest = {
  name: "pytest-oldest",
  requirements: [
    ...["pytest==7.2.2", "pytest-xdist==3.3.1", "pytest-rerunfailures==12.0", "jsonschema==4.25.1"],
    ...["pytest-subtests==0.11.0", "pytest-forked==1.6.0"],
  ],
};
const newest = { name: "pytest-newest", requirements: ["pytest==9.2.0", ...plugins] };
// The plugin must need nothing but pytest. (The tests need jsonschema.) What no plugin of pytest has a part in is left out.
const alone = {
  name: "pytest-alone",
  requirements: ["pytest==9.2.0", "jsonschema==4.25.1"],
  arguments: ["clickhouse", "faults", "identities", "junit_file", "replay", "settings", "update_xml"].map(
    (name) => `--ignore-glob=*/test_${name}*.py`,
  ),
};
// What others hear and see of tests, for the tests that are about it; all of it at once would be in the way of the rest.
const among = {
  name: "pytest-among",
  requirements: [
    ...["pytest==9.2.0", ...plugins, "allure-pytest==2.16.2", "pytest-asyncio==1.5.0", "anyio==4.16.0"],
    ...["pytest-bdd==9.0.1", "pytest-html==4.2.0", "pytest-retry==1.7.0", "flaky==3.8.1"],
  ],
  files: ["allure", "attachments", "attempts", "events", "names"].map((name) => `python/tests/test_${name}.py`),
};
// What harvesting is used with. pytest-cases is not ready for pytest 9.1.
const harvested = {
  name: "pytest-harvested",
  requirements: [
    ...["pytest==9.0.3", ...plugins, "pytest-asyncio==1.5.0", "pytest-cases==3.10.1", "pytest-steps==1.8.0"],
    ...["pandas==2.3.3", "pyarrow==26.0.1"],
  ],
  files: ["neighbours", "recorded"].map((name) => `python/tests/test_harvest_${name}.py`),
};
// What starts pytest, and clears its environment or does not.
const launchers = { name: "launchers", requirements: ["tox==4.67.15", "nox==2026.10.20", "pytest==9.2.0"] };

const { values: flags } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean", short: "h" } } });
if (flags.help) {
  console.log(usage);
  process.exit(0);
}

await installNodePackages();
await build();
const runs = [
  ...(flags.only === "python" ? [] : [{ title: "TypeScript", test: testTypeScript }]),
  ...(flags.only === "typescript"
    ? []
    : [oldest, newest, alone, among, harvested].map((environment) => ({
        title: `the pytest plugin in ${environment.name}`,
        test: () => testPython(environment),
      }))),
];
const failed = [];
const closing = [];
for (const { title, test } of runs) {
  const { code, lines } = await test();
  if (code !== 0) failed.push(title);
  if (lines.length > 0) closing.push(`\n${title} failed${code === 0 ? " at the first try only" : ""}:`, ...lines);
}
// Long outputs are often cut at their beginning, and the first of these runs is the longest.
for (const line of closing) console.log(line);
console.log(failed.length === 0 ? "\nEvery test run passed." : `\nFailed: ${failed.join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function testTypeScript() {
  const chromium = await findChromium();
  if (chromium === undefined) {
    fail("The browser tests need Chromium: 'apt-get install chromium', or name one in BACKSTORY_CHROMIUM.");
  }
  const python = await pythonEnvironment(newest.name, newest.requirements);
  if (python === undefined) fail("The journeys need Python ≥ 3.10 with venv and PyPI: 'apt-get install python3-venv'.");
  const starters = await pythonEnvironment(launchers.name, launchers.requirements);
  await installRunners();
  say("TypeScript, journeys and browser: vitest");
  return runVitest({
    BACKSTORY_CHROMIUM: chromium,
    BACKSTORY_PYTHON: python,
    BACKSTORY_LAUNCHERS: starters,
    UV_THREADPOOL_SIZE: "24",
  });
}

async function testPython({ name, requirements, arguments: more = sideBySide, files = ["python/tests"] }) {
  const interpreter = name === oldest.name ? await oldestPython() : await findPython();
  const python = await pythonEnvironment(name, requirements, interpreter);
  if (python === undefined) return { code: 1, lines: ["its Python environment could not be made, as told above"] };
  say(`the pytest plugin on ${requirements[0]}, ${await outputOf(python, ["--version"])}`);
  return runPytest(python, [...more, ...files]);
}

/** Python 3.9 where there is one, as it is the oldest that the plugin supports; else the Python that there is. */
async function oldestPython() {
  const found = await outputOf("python3.9", ["-c", "import sys, venv; print(sys.executable)"]);
  if (found) return found;
  say("no python3.9 here: the oldest pytest is tested on the Python that there is");
  return findPython();
}

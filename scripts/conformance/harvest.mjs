import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { fail, root, run, say } from "../lib/command.mjs";
import { pythonEnvironment } from "../lib/install.mjs";

// pytest-steps pivots with pandas 1 only, with pytest-harvest itself too.
const requirements = [
  "pytest==9.0.3",
  "pytest-xdist==3.8.0",
  "pandas==1.5.3; python_version < '3.12'",
  "numpy<2; python_version < '3.12'",
  "pandas==2.3.3; python_version >= '3.12'",
  "tabulate",
  "six",
  "setuptools<81",
  "pytest-cases==3.10.1",
  "pytest-steps==1.8.0",
];
// What old source distributions need so that pip can look at them.
const packaging = ["setuptools<58", "wheel", "setuptools_scm<7", "six", "pypandoc<1.6", "pytest-runner"];

const harvest = { name: "pytest-harvest", version: "1.10.5", module: "pytest_harvest" };
const steps = { name: "pytest-steps", version: "1.8.0", module: "pytest_steps" };
const stepsFiles = ["steps_harvest", "steps_harvest_cross_bag", "steps_harvest_step_bag", "docs_example_with_harvest"];
const suites = [
  { what: "pytest-harvest", source: harvest, arguments: ["--doctest-modules", "tests"], expected: "59 passed" },
  {
    what: "pytest-harvest, raw",
    source: harvest,
    arguments: ["--doctest-modules", "tests_raw"],
    expected: "1 failed, 63 passed, 1 skipped",
  },
  {
    what: "pytest-steps on top",
    source: steps,
    arguments: stepsFiles.map((file) => `tests/test_${file}.py`),
    expected: "41 passed",
  },
];

/** Runs the suites of pytest-harvest and pytest-steps on ours, under the old name; whether each ended as it should. */
export async function harvestConformance() {
  const python = await pythonEnvironment("conformance-harvest", requirements);
  const packager = await pythonEnvironment("conformance-packaging", packaging);
  if (python === undefined || packager === undefined) fail("The suites need Python ≥ 3.10 with venv and PyPI.");
  const place = join(root, ".venvs/conformance-harvest/suites");
  const path = [pluginMetadata(place), join(root, "python/src"), join(root, "python/compat/src")].join(delimiter);
  let isRight = true;
  console.log("\nSuite                    on ours                                      should be");
  for (const suite of suites) {
    const folder = await testsOf(packager, place, suite.source);
    const words = ["-m", "pytest", "-q", "-W", "ignore", "-p", "no:cacheprovider", ...suite.arguments];
    const said = await lastLine(python, words, { cwd: folder, env: { ...process.env, PYTHONPATH: path } });
    isRight &&= said.startsWith(suite.expected);
    console.log(`${suite.what.padEnd(24)} ${said.replace(/ in [\d.]+s.*/, "").padEnd(44)} ${suite.expected}`);
  }
  for (const workers of [[], ["-n2"]]) isRight &&= await besideHarvest(place, path, workers);
  return isRight;
}

/** Whether our plugin leaves fixtures and store to pytest-harvest, reads them, and records its bags. */
async function besideHarvest(place, path, workers) {
  const python = await pythonEnvironment("conformance-beside", [
    ...["pytest==9.0.3", "pytest-xdist==3.8.0", `pytest-harvest==${harvest.version}`],
  ]);
  if (python === undefined) fail("The suites need Python ≥ 3.10 with venv and PyPI.");
  const output = join(place, "beside");
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output);
  const told = join(output, "told.json");
  // Without our stand-in: the real one is installed.
  const env = { ...process.env, PYTHONPATH: path.split(delimiter).slice(0, 2).join(delimiter), BESIDE_TOLD: told };
  const words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", `--backstory-url=${pathToFileURL(output).href}`];
  const cwd = join(root, "scripts/conformance/besideHarvest");
  const said = await lastLine(python, [...words, ...workers], { cwd, env: { ...env, PYTHONDONTWRITEBYTECODE: "1" } });
  const records = readdirSync(output).filter((name) => name.endsWith(".ndjson"));
  const recorded = records.map((name) => readFileSync(join(output, name), "utf8")).join("");
  const ended = Object.values(JSON.parse(readFileSync(told, "utf8")))
    .sort()
    .join(", ");
  const expected = workers.length > 0 ? "2 passed, 1 skipped" : "3 passed";
  const isRight =
    said.startsWith(expected) &&
    ended === (workers.length > 0 ? "passed, passed" : "passed, passed, passed") &&
    recorded.includes('"metrics":{"accuracy":0.5}');
  const what = `beside it${workers.length > 0 ? ", workers" : ""}`;
  console.log(
    `${what.padEnd(24)} ${(isRight ? said.replace(/ in .*/, "") : `WRONG: ${said}; ${ended}`).padEnd(44)} ${expected}`,
  );
  return isRight;
}

/** What tells pytest, also one that a test starts, that the plugin is installed: the entry point of it. */
function pluginMetadata(place) {
  const folder = join(place, "installed");
  const metadata = join(folder, "pytest_backstory-0.dist-info");
  mkdirSync(metadata, { recursive: true });
  writeFileSync(join(metadata, "METADATA"), "Metadata-Version: 2.1\nName: pytest-backstory\nVersion: 0\n");
  const entry = "[pytest11]\npytest_backstory.plugin = pytest_backstory.plugin\n";
  writeFileSync(join(metadata, "entry_points.txt"), entry);
  return folder;
}

/** The tests of a source distribution in a folder without its code, so that they find ours. */
async function testsOf(packager, place, { name, version, module }) {
  const folder = join(place, name);
  if (existsSync(folder)) return folder;
  say(`getting the tests of ${name} ${version} from PyPI`);
  const sources = join(place, `${name}-sources`);
  const get = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"];
  const words = [...get, "--no-binary", name, "--dest", sources, `${name}==${version}`];
  const unpack =
    "import shutil, sys, glob; [shutil.unpack_archive(f, sys.argv[1]) for f in glob.glob(sys.argv[1] + '/*.tar.gz')]";
  const got =
    (await run(packager, words, { quiet: true })) === 0 && (await run(packager, ["-c", unpack, sources])) === 0;
  const unpacked = got ? readdirSync(sources).find((entry) => !entry.endsWith(".gz")) : undefined;
  if (unpacked === undefined) fail(`The source distribution of ${name} ${version} could not be had from PyPI.`);
  for (const part of ["tests", "tests_raw"]) {
    cpSync(join(sources, unpacked, module, part), join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, "pytest.ini"), "[pytest]\n");
  rmSync(sources, { recursive: true });
  return folder;
}

async function lastLine(command, words, options) {
  return new Promise((resolve) => {
    execFile(command, words, { ...options, maxBuffer: 2 ** 26 }, (_error, stdout) => {
      resolve(stdout.trim().split("\n").at(-1) ?? "");
    });
  });
}

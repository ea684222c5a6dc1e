import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { harvestConformance } from "./conformance/harvest.mjs";
import { javascriptConformance, javascriptSuites } from "./conformance/javascript.mjs";
import { fail, root, run, say } from "./lib/command.mjs";
import { pythonEnvironment } from "./lib/install.mjs";

const usage = `npm run conformance -- [--only NAME]

Runs test suites of others and compares what our recorder tells of them with the runner's own report of the same run: the
same tests, each with the same status. First those of pytest, taken from PyPI, alone and on two xdist workers; then the
suites of pytest-harvest and of pytest-steps on our harvesting (--only harvest); then those of Vitest, node:test, Jest and
Mocha, taken from npm and from Debian's source packages (--only javascript).`;

// Pinned, so that the counts are the same in every run; each is here for what its tests are like.
const suites = [
  { name: "click", version: "8.5.1", like: "heavily parametrised", arguments: ["tests"] },
  { name: "boltons", version: "26.2.0", like: "doctests", arguments: ["--doctest-modules", "boltons", "tests"] },
  { name: "more-itertools", version: "11.2.1", like: "unittest with subtests", arguments: ["tests/test_more.py"] },
  { name: "parso", version: "0.8.7", like: "generated cases", arguments: [] },
  { name: "sqlparse", version: "0.6.1", like: "xfail and classes", arguments: ["tests"] },
  {
    name: "anyio",
    version: "4.16.0",
    like: "async on two event loops",
    arguments: ["synchronization", "taskgroups", "lowlevel"].map((part) => `tests/test_${part}.py`),
  },
];
const helpers = ["trio==0.35.0", "trustme", "pytest-mock", "pytest-timeout", "hypothesis", "psutil", "blockbuster"];

const { values: flags } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean", short: "h" } } });
if (flags.help) {
  console.log(usage);
  process.exit(0);
}
const chosen = suites.filter(({ name }) => flags.only === undefined || name === flags.only);
if (flags.only === "harvest") process.exit((await harvestConformance()) ? 0 : 1);
const chosenJavascript = javascriptSuites.filter(
  ({ name }) => flags.only === undefined || flags.only === "javascript" || name === flags.only,
);
if (chosen.length === 0 && chosenJavascript.length === 0) fail(`There is no suite named ${flags.only}.`);
if (chosen.length === 0) process.exit((await javascriptConformance(chosenJavascript)) ? 0 : 1);

const python = await pythonEnvironment("conformance", [
  "pytest==9.2.0",
  "pytest-xdist==3.8.0",
  ...suites.map(({ name, version }) => `${name}==${version}`),
  ...helpers,
]);
if (python === undefined) fail("The suites need Python ≥ 3.10 with venv and PyPI.");
const sources = join(root, ".venvs/conformance/sources");

const rows = [];
for (const suite of chosen) {
  const folder = await sourceOf(suite);
  for (const workers of [[], ["-n2"]]) {
    say(`${suite.name} ${suite.version}${workers.length > 0 ? " on two workers" : ""}`);
    rows.push({ suite, workers, ...(await compared(folder, [...suite.arguments, ...workers])) });
  }
}
console.log(
  "\nSuite                  like                       workers   tests  passed failed broken skipped  verdict",
);
for (const { suite, workers, tests, recorded, differences } of rows) {
  const counts = ["passed", "failed", "broken", "skipped"].map((status) => String(recorded[status] ?? 0).padStart(6));
  const verdict = differences === 0 && tests > 0 ? "equal" : `DIFFERS in ${differences}`;
  console.log(
    `${`${suite.name} ${suite.version}`.padEnd(22)} ${suite.like.padEnd(26)} ${(workers[0] ?? "none").padEnd(7)} ` +
      `${String(tests).padStart(7)}  ${counts.join(" ")}   ${verdict}`,
  );
}
const differing = rows.filter(({ differences, tests }) => differences > 0 || tests === 0);
for (const row of differing) console.log(JSON.stringify(row, undefined, 1));
const isHarvestRight = flags.only !== undefined || (await harvestConformance());
const isJavascriptRight = await javascriptConformance(chosenJavascript);
process.exitCode = differing.length === 0 && isHarvestRight && isJavascriptRight ? 0 : 1;

/** The unpacked source distribution, which unlike the installed package has the tests. */
async function sourceOf({ name, version }) {
  const pattern = new RegExp(`^${name.replace("-", "[-_]")}-${version.replaceAll(".", "\\.")}$`);
  const unpacked = () => (existsSync(sources) ? readdirSync(sources).find((entry) => pattern.test(entry)) : undefined);
  if (unpacked() === undefined) {
    mkdirSync(sources, { recursive: true });
    const pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
    const words = [...pip, "--no-binary", name, "--dest", sources, `${name}==${version}`];
    const unpack =
      "import shutil, sys, glob; [shutil.unpack_archive(f, sys.argv[1]) for f in glob.glob(sys.argv[1] + '/*.tar.gz')]";
    const got = (await run(python, words, { quiet: true })) === 0 && (await run(python, ["-c", unpack, sources])) === 0;
    if (!got) fail(`The source distribution of ${name} ${version} could not be had from PyPI.`);
  }
  return join(sources, unpacked());
}

async function compared(folder, words) {
  const script = join(root, "scripts/conformance/compareReports.py");
  const { stdout } = await promisify(execFile)(python, [script, folder, ...words], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

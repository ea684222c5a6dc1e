import { join } from "node:path";
import { fail, root, run, say } from "./lib/command.mjs";
import { installNodePackages, pythonEnvironment } from "./lib/install.mjs";

await installNodePackages();
const python = await pythonEnvironment("checks", ["ruff==0.17.6", "mypy==2.4.1", "pytest==9.2.0"]);
if (python === undefined) fail("The checks of the pytest plugin need Python ≥ 3.10 with venv and PyPI.");

const bin = (name) => join(root, "node_modules/.bin", name);
const pythonPlaces = [
  "--config",
  "pyproject.toml",
  ".",
  "../examples/pytest",
  "../examples/harvest",
  "../benchmarks",
  "../scripts",
];
const checks = [
  ["types", bin("tsc"), ["-b"]],
  ["types of tests and scripts", bin("tsc"), ["-p", "tsconfig.tooling.json"]],
  ["lint and format", bin("biome"), ["check", "--error-on-warnings"]],
  ["promises", bin("oxlint"), ["--type-aware", "--deny-warnings", "packages", "test", "benchmarks"]],
  ["unused code", bin("knip"), ["--no-progress"]],
  ["boundaries and sizes", bin("vitest"), ["run", "test/architecture", "--reporter=dot"]],
  ["python lint", python, ["-m", "ruff", "check", ...pythonPlaces], "python"],
  ["python format", python, ["-m", "ruff", "format", "--check", ...pythonPlaces], "python"],
  ["python types", python, ["-m", "mypy", "src"], "python"],
];
const failed = [];
for (const [what, command, args, folder = "."] of checks) {
  say(what);
  if ((await run(command, args, { cwd: join(root, folder) })) !== 0) failed.push(what);
}
console.log(failed.length === 0 ? "\nEvery check passed." : `\nFailed: ${failed.join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

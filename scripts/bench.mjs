import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { fail, root, say } from "./lib/command.mjs";
import { installNodePackages, pythonEnvironment } from "./lib/install.mjs";
import { installRunners } from "./lib/runners.mjs";

const usage = `npm run bench -- [--only NAME] [--results COUNT] [--sizes COUNT,COUNT]

Runs the benchmarks of benchmarks/ and prints each figure against its goal, as ratios measured in one run.
--results is how many results the query benchmark generates (10,000,000 when left out), --sizes those between which the
growth benchmark tells how every question of a page or a command grows (2,000,000 and 10,000,000).`;

const { values: flags } = parseArgs({
  options: {
    only: { type: "string" },
    results: { type: "string", default: "10000000" },
    sizes: { type: "string", default: "2000000,10000000" },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (flags.help) {
  console.log(usage);
  process.exit(0);
}

await installNodePackages();
await installRunners();
await build();
const python = await pythonEnvironment("benchmarks", ["pytest==9.2.0", "pytest-test-observer", "pytest-reportlog"]);
const tsx = [process.execPath, join(root, "node_modules/tsx/dist/cli.mjs"), "--conditions=@backstory/source"];
const benchmarks = [
  { name: "query", command: [...tsx, "benchmarks/query.ts", flags.results] },
  { name: "growth", command: [...tsx, "benchmarks/growth.ts", flags.sizes] },
  { name: "alive", command: [...tsx, "benchmarks/alive.ts"] },
  { name: "ingest", command: [...tsx, "benchmarks/ingest.ts"] },
  { name: "browser", command: [...tsx, "benchmarks/browser.ts", flags.results] },
  { name: "ack", command: [...tsx, "benchmarks/ack.ts"] },
  { name: "vitestReporter", command: [...tsx, "benchmarks/vitestReporter.ts"] },
  { name: "recorders", command: [...tsx, "benchmarks/recorders.ts"] },
  { name: "junitMerge", command: [...tsx, "benchmarks/junitMerge.ts"] },
  ...(python === undefined ? [] : [{ name: "pytestPlugin", command: [python, "benchmarks/pytestPlugin.py"] }]),
].filter(({ name }) => flags.only === undefined || name === flags.only);
if (benchmarks.length === 0) fail(`There is no benchmark named ${flags.only}.`);

const figures = [];
for (const { name, command } of benchmarks) {
  say(`benchmark ${name}`);
  if ((await measure(command)) !== 0) figures.push([name, "the benchmark itself", "failed", "", "MISSED"]);
}
console.log("\nGoal  Figure");
for (const [goal, what, measured, wanted, verdict] of figures) {
  console.log(`${goal.padEnd(5)} ${what}: ${measured} (goal ${wanted}) ${verdict}`);
}

async function measure([command, ...args]) {
  const env = { ...process.env, UV_THREADPOOL_SIZE: "24" };
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("FIGURE\t")) figures.push(line.split("\t").slice(1));
    else console.log(line);
  });
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}

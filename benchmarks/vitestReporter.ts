import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { openSink } from "./openSink.ts";
import { report } from "./report.ts";

// G13: what recording costs a Vitest run of 25 files with 200 tests each. Real Vitest processes, one reporter at a time,
// in turns, so that a busy machine is busy for all of them; of each the quickest round counts.

const files = 25;
const testsPerFile = 200;
const rounds = Number(process.env["BACKSTORY_BENCH_ROUNDS"] ?? 5);
const repository = fileURLToPath(new URL("..", import.meta.url));
const vitest = join(repository, "node_modules/vitest/vitest.mjs");
// As users have it: Vitest loads what lies in node_modules as it is, and transforms everything else first.
const ourReporter = "backstory/vitest";

const reporters = {
  null: "export default class {}\n",
  backstory: `export { default } from ${JSON.stringify(ourReporter)};\n`,
  junit: undefined,
  // The same with each handler timed; the run's own start and end, which wait for git and for the server, apart. No handler
  // waits for anything: in a call of more than a millisecond the machine was doing something else, so it is told apart.
  timed: `
import { writeFileSync } from "node:fs";
import Reporter from ${JSON.stringify(ourReporter)};
let spentMs = 0;
let interruptedMs = 0;
let interrupted = 0;
export default class extends Reporter {
  async onTestRunEnd(...args) {
    await super.onTestRunEnd(...args);
    writeFileSync("timed.json", JSON.stringify({ spentMs, interruptedMs, interrupted }));
  }
}
for (const name of Object.getOwnPropertyNames(Reporter.prototype)) {
  if (!name.startsWith("on") || name.startsWith("onTestRun")) continue;
  const handler = Reporter.prototype[name];
  Reporter.prototype[name] = function (...args) {
    const began = performance.now();
    const answer = handler.apply(this, args);
    const callMs = performance.now() - began;
    if (callMs < 1) spentMs += callMs;
    else {
      interrupted += 1;
      interruptedMs += callMs;
    }
    return answer;
  };
}
`,
} as const;

/** Tells the processor time of Vitest's main process, in milliseconds: what a busy machine does not lengthen. */
const processorTime = `
if (process.argv[1]?.endsWith("vitest.mjs")) {
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    require("node:fs").writeFileSync("processor.txt", String((user + system) / 1_000));
  });
}
`;

type ReporterName = keyof typeof reporters;

const project = await mkdtemp(join(tmpdir(), "backstory-bench-"));
const sink = await openSink();
try {
  await writeProject();
  await measure(sink.url);
} finally {
  sink.close();
  await rm(project, { recursive: true, force: true });
}

async function measure(url: string): Promise<void> {
  const walls: Record<ReporterName, number[]> = { null: [], backstory: [], junit: [], timed: [] };
  const processor: Record<ReporterName, number[]> = { null: [], backstory: [], junit: [], timed: [] };
  const handlerMicroseconds: number[] = [];
  await run("null", url);
  for (let round = 0; round < rounds; round++) {
    for (const name of turn(Object.keys(reporters) as ReporterName[], round)) {
      walls[name].push(await run(name, url));
      processor[name].push(Number(await readFile(join(project, "processor.txt"), "utf8")));
      if (name !== "timed") continue;
      const { spentMs, interruptedMs, interrupted } = JSON.parse(await readFile(join(project, "timed.json"), "utf8"));
      handlerMicroseconds.push((spentMs * 1_000) / (files * testsPerFile));
      console.log(`${interrupted} calls of more than 1 ms, together ${interruptedMs.toFixed(1)} ms`);
    }
  }
  const best = (name: ReporterName) => Math.min(...walls[name]);
  const inHandler = Math.min(...handlerMicroseconds);
  const againstNull = best("backstory") / best("null");
  const againstJunit = best("backstory") / best("junit");
  const goal = "G13";
  for (const name of Object.keys(reporters) as ReporterName[]) {
    const list = (times: readonly number[]) => times.map((ms) => ms.toFixed(0)).join(" ");
    console.log(
      `${name}: ${list(walls[name])} ms; processor time of Vitest's main process ${list(processor[name])} ms`,
    );
  }
  report({
    goal,
    what: "time in the Vitest reporter's handlers, a test",
    measured: `${inHandler.toFixed(1)} µs`,
    wanted: "≤ 10 µs",
    met: inHandler <= 10,
  });
  report({
    goal,
    what: "wall time of a Vitest run, against a reporter that does nothing",
    measured: `${againstNull.toFixed(3)}x`,
    wanted: "≤ 1.03x",
    met: againstNull <= 1.03,
  });
  console.log(`a reporter that does nothing takes ${(best("null") / best("junit")).toFixed(3)}x of junit's wall time`);
  report({
    goal,
    what: "wall time of a Vitest run, against the junit reporter",
    measured: `${againstJunit.toFixed(3)}x`,
    wanted: "≤ 0.75x",
    met: againstJunit <= 0.75,
  });
}

function run(name: ReporterName, url: string): Promise<number> {
  const { VITEST_POOL_ID: _, VITEST_WORKER_ID: __, ...env } = process.env;
  const reporter = name === "junit" ? ["--reporter=junit", "--outputFile=junit.xml"] : [`--reporter=./${name}.mjs`];
  const began = performance.now();
  const child = spawn(process.execPath, [vitest, "run", ...reporter], {
    cwd: project,
    env: {
      ...env,
      BACKSTORY_URL: url,
      BACKSTORY_SPOOL: join(project, "spool"),
      NODE_OPTIONS: `--require=${join(project, "processor.cjs")}`,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (status) => {
      if (status === 0) resolve(performance.now() - began);
      else reject(new Error(`Vitest with the reporter ${name} ended with ${status}`));
    });
  });
}

async function writeProject(): Promise<void> {
  await mkdir(join(project, "node_modules"));
  await symlink(join(repository, "node_modules/vitest"), join(project, "node_modules/vitest"));
  for (const part of ["dist", "package.json"]) {
    await cp(join(repository, "packages/client", part), join(project, "node_modules/backstory", part), {
      recursive: true,
    });
  }
  await writeFile(join(project, "package.json"), '{ "type": "module", "private": true }\n');
  await writeFile(join(project, "processor.cjs"), processorTime);
  await mkdir(join(project, "test"));
  for (const [name, source] of Object.entries(reporters)) {
    if (source !== undefined) await writeFile(join(project, `${name}.mjs`), source);
  }
  for (let file = 0; file < files; file++) {
    const tests = Array.from(
      { length: testsPerFile },
      (_, index) => `  test("adds ${index} to what is there", () => { expect(${index} + 1).toBe(${index + 1}); });`,
    );
    const source = `import { describe, expect, test } from "vitest";\ndescribe("cart ${file}", () => {\n${tests.join("\n")}\n});\n`;
    await writeFile(join(project, "test", `cart${file}.test.js`), source);
  }
}

/** The list begun at another place each time, so that no reporter always runs after the same one. */
function turn<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

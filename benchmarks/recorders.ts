import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { runnerProject } from "../test/support/runnerProject.ts";
import { openSink } from "./openSink.ts";
import { type BenchedRunner, benchedRunners } from "./recorders/runnerWords.ts";
import { timedReporters } from "./recorders/timedReporters.ts";
import { report } from "./report.ts";

// What recording costs 5,000 trivial tests in 25 files, in each runner: real processes in turns with a reporter that does
// nothing (of node:test: with spec, which ours prints, too), ours, the runner's own JSON or JUnit report, and ours with its
// handlers timed. Of each the quickest round counts. Processor time is that of the main process: a busy machine does not
// lengthen it, and it has the start, the sending and the end of ours, too.

const repository = fileURLToPath(new URL("..", import.meta.url));
const files = 25;
const testsPerFile = 200;
const rounds = Number(process.env["BACKSTORY_BENCH_ROUNDS"] ?? 3);
const reporters = ["null", "backstory", "report", "timed"] as const;

/** Tells the processor time of the first process that loads it, in milliseconds. */
const processorTime = `
if (process.env.BACKSTORY_BENCH_MAIN === undefined) {
  process.env.BACKSTORY_BENCH_MAIN = String(process.pid);
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    require("node:fs").writeFileSync(__dirname + "/processor.txt", String((user + system) / 1_000));
  });
}
`;

const sink = await openSink();
try {
  const wanted = process.env["BACKSTORY_BENCH_RUNNERS"]?.split(",");
  for (const name of Object.keys(benchedRunners) as (keyof typeof benchedRunners)[]) {
    if (wanted === undefined || wanted.includes(name)) await measure(name, benchedRunners[name]);
  }
} finally {
  sink.close();
}

async function measure(name: keyof typeof benchedRunners, runner: BenchedRunner): Promise<void> {
  const project = projectOf(name, runner);
  try {
    const walls: Record<string, number[]> = { null: [], backstory: [], report: [], timed: [] };
    const processor: Record<string, number[]> = { null: [], backstory: [], report: [], timed: [] };
    const microseconds: number[] = [];
    const run = async (reporter: (typeof reporters)[number]) => {
      const began = performance.now();
      const env = {
        BACKSTORY_URL: sink.url,
        PLAYWRIGHT_JSON_OUTPUT_NAME: "report.json",
        NODE_OPTIONS: `--require=${join(project.folder, "processor.cjs")}`,
      };
      const ended = await project.run(runner.words(reporter), { env });
      if (ended.status !== 0) throw new Error(`${name} with ${reporter} ended with ${ended.status}: ${ended.stderr}`);
      return performance.now() - began;
    };
    await run("null");
    for (let round = 0; round < rounds; round++) {
      for (const reporter of [...reporters.slice(round % 4), ...reporters.slice(0, round % 4)]) {
        walls[reporter]?.push(await run(reporter));
        processor[reporter]?.push(Number(readFileSync(join(project.folder, "processor.txt"), "utf8")));
        if (reporter !== "timed") continue;
        const { spentMs } = JSON.parse(readFileSync(join(project.folder, "timed.json"), "utf8")) as { spentMs: number };
        microseconds.push((spentMs * 1_000) / (files * testsPerFile));
      }
    }
    for (const reporter of reporters) {
      const list = (times: readonly number[] | undefined) => times?.map(Math.round).join(" ");
      console.log(`${name}, ${reporter}: ${list(walls[reporter])} ms; processor ${list(processor[reporter])} ms`);
    }
    tell(name, runner, { walls, processor, microseconds: Math.min(...microseconds) });
  } finally {
    project.remove();
  }
}

interface Times {
  readonly walls: Record<string, number[]>;
  readonly processor: Record<string, number[]>;
  /** In our handlers, a test. */
  readonly microseconds: number;
}

function tell(name: string, runner: BenchedRunner, { walls, processor, microseconds }: Times): void {
  const best = (reporter: string, of = walls) => Math.min(...(of[reporter] ?? []));
  const bare = best("backstory") / best("null");
  const built = best("report") / best("null");
  const added = (reporter: string) =>
    ((best(reporter, processor) - best("null", processor)) * 1_000) / (files * testsPerFile);
  report({
    goal: "cost",
    what: `${name}: time in our handlers, a test`,
    measured: `${microseconds.toFixed(1)} µs`,
    wanted: "≤ 20 µs",
    met: microseconds <= 20,
  });
  report({
    goal: "cost",
    what: `${name}: processor time of the main process, a test, besides that with ${runner.bare}`,
    measured: `${added("backstory").toFixed(1)} µs (${added("report").toFixed(1)} µs with its own ${runner.report} report instead)`,
    wanted: "≤ 20 µs",
    met: added("backstory") <= 20,
  });
  report({
    goal: "cost",
    what: `${name}: wall time against ${runner.bare}`,
    measured: `${bare.toFixed(3)}x (${built.toFixed(3)}x with its own ${runner.report} report instead)`,
    wanted: "≤ 1.02x",
    met: bare <= 1.02,
  });
}

function projectOf(name: keyof typeof benchedRunners, runner: BenchedRunner) {
  const tests = Array.from(
    { length: testsPerFile },
    (_, index) => `  test("adds ${index} to what is there", () => { equal(${index} + 1, ${index + 1}); });`,
  );
  const sources = Array.from({ length: files }, (_, index) => runner.file(index, tests));
  const project = runnerProject(
    { ...Object.fromEntries(sources), ...timedReporters[name], "processor.cjs": processorTime },
    { ...(runner.folder === undefined ? {} : { runner: runner.folder }), packages: runner.packages },
  );
  // As users have it: Playwright transforms whatever lies outside of node_modules.
  const installed = join(project.folder, "node_modules/backstory");
  rmSync(installed);
  for (const part of ["dist", "package.json"]) {
    cpSync(join(repository, "packages/client", part), join(installed, part), { recursive: true });
  }
  return project;
}

// Required by NODE_OPTIONS into each Node process below `backstory run`. Where a test runner is about to run tests it lets
// our part begin; anywhere else it does nothing. It has to be CommonJS and quick, and nothing that it does may fail.
// biome-ignore-all lint/style/noCommonJs: only CommonJS can be required before the program.
const { closeSync, openSync, readSync, realpathSync } = require("node:fs") as typeof import("node:fs");
const Module = require("node:module") as typeof import("node:module") & {
  runMain: (main?: string) => unknown;
  _load: (request: string, parent: { filename?: string } | undefined, isMain: boolean) => unknown;
};
const { join } = require("node:path") as typeof import("node:path");
const { isMainThread } = require("node:worker_threads") as typeof import("node:worker_threads");

type Exports = Record<string, unknown>;
type Asynchronous = (...words: unknown[]) => Promise<unknown>;

const { env } = process;

/** Whether a test of a runner that does not hide us started this process: its results are not the project's. */
const isNested = ["PYTEST_CURRENT_TEST", "VITEST_POOL_ID", "JEST_WORKER_ID", "NODE_TEST_CONTEXT"].some(
  (name) => env[name] !== undefined,
);

if (isMainThread && !isNested && env["BACKSTORY_PRELOAD"] !== undefined) begin();

function begin(): void {
  const program = programPath();
  if (/[\\/]vitest[\\/](?:vitest\.mjs|dist[\\/]cli\.js)$/.test(program)) beginBy("vitestMain.js");
  else if (/[\\/](?:@playwright[\\/][\w-]+|playwright)[\\/]cli\.js$/.test(program)) beginBy("playwrightMain.js");
  else if (process.execArgv.some((word) => /^--(?:experimental-)?test$/.test(word))) require("./nodeTest.cjs");
  else {
    if (mayRunTests()) require("./nodeTest.cjs");
    watchModules();
  }
}

/** Whether the program names Node's own test runner: a file of tests does, and a program that has it run others. */
function mayRunTests(): boolean {
  const program = process.argv[1];
  if (program === undefined) return false;
  try {
    const file = openSync(program, "r");
    const head = Buffer.alloc(16_384);
    const length = readSync(file, head, 0, head.length, 0);
    closeSync(file);
    return /["']node:test["']/.test(head.toString("latin1", 0, length));
  } catch {
    return false;
  }
}

/** The program, where its name can be that of a runner: nobody else waits for the file system. */
function programPath(): string {
  const program = process.argv[1];
  if (program === undefined || !/vitest|playwright/.test(program)) return "";
  try {
    return realpathSync(program);
  } catch {
    return "";
  }
}

/** Lets a module of ours begin in the place of the program. */
function beginBy(main: string): void {
  const { runMain } = Module;
  // Node starts every program through this function so that it can be replaced.
  Module.runMain = () => {
    Module.runMain = runMain;
    return runMain(join(__dirname, main));
  };
}

/** Jest and Mocha are met where they read what to run, whoever started them: other tools do that in their own process. */
function watchModules(): void {
  const load = Module._load;
  const met = new WeakMap<object, unknown>();
  Module._load = (request, parent, isMain) => {
    const loaded = load(request, parent, isMain);
    if (request === "jest-config")
      return once(loaded, () => withReadConfigs(loaded as Exports, parent?.filename ?? __filename));
    if (/run-helpers(?:\.c?js)?$/.test(request) && /[\\/]mocha[\\/]lib[\\/]cli[\\/]/.test(parent?.filename ?? ""))
      return once(loaded, () => withRunMocha(loaded as Exports));
    return loaded;
  };

  function once(loaded: unknown, replace: () => unknown): unknown {
    if (typeof loaded !== "object" || loaded === null) return loaded;
    if (!met.has(loaded)) met.set(loaded, replace());
    return met.get(loaded);
  }
}

function withReadConfigs(jestConfig: Exports, from: string): Exports {
  const read = jestConfig["readConfigs"] as Asynchronous;
  return {
    ...jestConfig,
    readConfigs: async (...words: unknown[]) => {
      const { recordedConfigs } = await import("./jestConfigs.js");
      return recordedConfigs({ read: read as never, load: Module.createRequire(from) }, words as never);
    },
  };
}

function withRunMocha(helpers: Exports): Exports {
  const run = helpers["runMocha"] as Asynchronous;
  return {
    ...helpers,
    runMocha: async (...words: unknown[]) => {
      const { recordedMocha } = await import("./mochaRun.js");
      return recordedMocha(run as never, words as never);
    },
  };
}

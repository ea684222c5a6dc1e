// Required by NODE_OPTIONS into each Node process below `backstory run`. In that of Vitest's command line it lets
// `vitestMain` begin in its place; anywhere else it does nothing. It has to be CommonJS and quick.
// biome-ignore-all lint/style/noCommonJs: only CommonJS can be required before the program.
const { realpathSync } = require("node:fs") as typeof import("node:fs");
const Module = require("node:module") as typeof import("node:module") & { runMain: (main?: string) => unknown };
const { join } = require("node:path") as typeof import("node:path");
const { isMainThread } = require("node:worker_threads") as typeof import("node:worker_threads");

function isVitest(program: string | undefined): boolean {
  if (program === undefined || !isMainThread || !program.includes("vitest")) return false;
  try {
    return /[\\/]vitest[\\/](?:vitest\.mjs|dist[\\/]cli\.js)$/.test(realpathSync(program));
  } catch {
    return false;
  }
}

if (isVitest(process.argv[1])) {
  const { runMain } = Module;
  // Node starts every program through this function so that it can be replaced.
  Module.runMain = () => {
    Module.runMain = runMain;
    return runMain(join(__dirname, "vitestMain.js"));
  };
}

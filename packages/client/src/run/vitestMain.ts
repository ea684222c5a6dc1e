import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as VitestNode from "vitest/node";
import { isRecording } from "../recording/claim.ts";
import { preloadOption, withoutOption } from "./preloadOption.ts";
import { reporterPlugin, withReporter } from "./vitestReporters.ts";
import { type VitestTask, vitestTask } from "./vitestWords.ts";

// Runs in the place of Vitest's command line, in the same process, and does what that does through Vitest's public
// functions: only so can a reporter be added to those that the project has chosen. Whatever it does not understand, or
// what goes wrong before tests run, is left to Vitest's command line itself.

const program = realpathSync(process.argv[1] as string);
const reporter = fileURLToPath(new URL("../vitest.js", import.meta.url));

async function main(): Promise<void> {
  forgetPreload();
  try {
    if (await runTests()) return;
  } catch {
    if (isRecording()) throw new Error("Vitest could not end its run");
  }
  await import(pathToFileURL(program).href);
}

async function runTests(): Promise<boolean> {
  const vitest: typeof VitestNode = await import(pathToFileURL(createRequire(program).resolve("vitest/node")).href);
  const task: VitestTask | undefined = vitestTask(process.argv.slice(2), vitest.parseCLI);
  if (task === undefined) return false;
  const context = await vitest.startVitest("test", task.filters, withReporter(task.options, reporter), {
    plugins: [reporterPlugin(reporter, vitest.resolveConfig)],
  });
  if (!context.shouldKeepServer()) await context.exit();
  return true;
}

/** Workers and what tests start see the environment that they would see without us. */
function forgetPreload(): void {
  const preload = preloadOption(fileURLToPath(new URL("./vitestPreload.cjs", import.meta.url)));
  const rest = withoutOption(process.env["NODE_OPTIONS"], preload);
  if (rest === undefined) delete process.env["NODE_OPTIONS"];
  else process.env["NODE_OPTIONS"] = rest;
}

void main();

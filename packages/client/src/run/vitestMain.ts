import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as VitestNode from "vitest/node";
import { isRecording } from "../recording/claim.ts";
import { noteStopsEarly, planHere } from "../rerun/runPlace.ts";
import { forgetPreload } from "./forgetPreload.ts";
import { narrowVitest } from "./vitestNarrowing.ts";
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
  const plan = planHere("vitest");
  if (plan?.tests.length === 0) return true;
  const vitest: typeof VitestNode = await import(pathToFileURL(createRequire(program).resolve("vitest/node")).href);
  const task: VitestTask | undefined = vitestTask(process.argv.slice(2), vitest.parseCLI);
  if (task === undefined) return false;
  noteStopsEarly(task.options.bail);
  const { filters, options } = plan === undefined ? task : narrowVitest(task, plan);
  const context = await vitest.startVitest("test", filters, withReporter(options, reporter), {
    plugins: [reporterPlugin(reporter, vitest.resolveConfig)],
  });
  if (!context.shouldKeepServer()) await context.exit();
  return true;
}

void main();

import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { planHere } from "../rerun/runPlace.ts";
import { forgetPreload } from "./forgetPreload.ts";
import { narrowPlaywright } from "./playwrightNarrowing.ts";

// Runs before Playwright's command line, in the same process: it names our reporter besides those of the project, and in
// a rerun the tests that are meant.

const program = realpathSync(process.argv[1] as string);
const reporter = fileURLToPath(new URL("./playwrightReporter.js", import.meta.url));

async function main(): Promise<void> {
  forgetPreload();
  if (process.argv[2] === "test") {
    // Editors use the variable, too; then there is a reporter that is not ours to replace.
    process.env["PW_TEST_REPORTER"] ??= reporter;
    const plan = planHere("playwright");
    if (plan?.tests.length === 0) return;
    if (plan !== undefined) process.argv = narrowPlaywright(process.argv, plan, createRequire(program));
  }
  await import(pathToFileURL(program).href);
}

void main();

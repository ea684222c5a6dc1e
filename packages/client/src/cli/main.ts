#!/usr/bin/env node
import { CommanderError } from "commander";
import { exitStatuses, exitStatusOf } from "./exitStatus.ts";
import { printError } from "./output.ts";
import { program } from "./program.ts";

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitStatuses.done : exitStatuses.usage;
  else {
    printError(error, { json: process.argv.includes("--json"), debug: process.argv.includes("--debug") });
    process.exitCode = exitStatusOf(error);
  }
}

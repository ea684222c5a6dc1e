import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BackstoryError } from "@backstory/model";
import type { Command } from "commander";
import { runCommand } from "../run/runCommand.ts";

/** `backstory serve`: hands over to @backstory/server, which is a package of its own because of its size. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .description("start the server (package @backstory/server); its own options follow")
    .argument("[words...]", "options of the server")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .action(async (words: string[]) => {
      const { status, signal } = await runCommand([process.execPath, serverProgram(), ...words], process.env);
      process.exitCode = status;
      if (signal !== undefined) process.kill(process.pid, signal);
    });
}

/** The program of the server: that beside this package, else that of the project. It throws `server-missing`. */
function serverProgram(): string {
  for (const resolve of [besideThisPackage, inTheProject]) {
    try {
      // The index is in dist, or in src.
      const program = join(dirname(resolve()), "../bin/backstory-server.cjs");
      if (existsSync(program)) return program;
    } catch {
      // It is not installed there.
    }
  }
  throw new BackstoryError("server-missing", "The server is a package of its own, and is not installed here.");
}

function besideThisPackage(): string {
  return fileURLToPath(import.meta.resolve("@backstory/server"));
}

function inTheProject(): string {
  return createRequire(join(process.cwd(), "package.json")).resolve("@backstory/server");
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../architecture/sourceFiles.ts";
import { userEnvironment } from "./userEnvironment.ts";

/** How a command ended and what it printed. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `backstory run -- <command>` of the built client in a folder, as a user does. */
export function recordRun(command: readonly string[], folder: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const main = join(root, "packages/client/dist/cli/main.js");
  const child = spawn(process.execPath, [main, "run", "--", ...command], {
    cwd: join(root, folder),
    env: { ...userEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) =>
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

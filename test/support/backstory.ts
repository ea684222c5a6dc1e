import { spawn } from "node:child_process";
import type { Ended } from "./recordRun.ts";
import { userEnvironment } from "./userEnvironment.ts";
import { backstoryProgram } from "./vitestProject.ts";

/** Runs a command of the built client, without colours and as wide as it likes unless the environment says otherwise. */
export function backstory(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, [backstoryProgram, ...words], {
    env: { ...withoutCi(userEnvironment()), ...env },
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

/** These tests run in CI jobs too, which have a summary and colours of their own. */
function withoutCi(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(GITHUB_|GITLAB_|NO_COLOR$|FORCE_COLOR$|COLUMNS$)/.test(name)),
  );
}

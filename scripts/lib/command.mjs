import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs a command in the repository's root with its output on this terminal and answers its exit code.
 * With `quiet` the output is only shown when the command fails; with `quiet: "always"` it never is.
 */
export async function run(command, args, { env = {}, cwd = root, quiet = false } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
  });
  const output = [];
  child.stdout?.on("data", (chunk) => output.push(chunk));
  child.stderr?.on("data", (chunk) => output.push(chunk));
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(127);
    });
    child.once("close", (status, signal) => resolve(status ?? (signal === "SIGINT" ? 130 : 1)));
  });
  if (quiet === true && code !== 0) process.stderr.write(Buffer.concat(output));
  return code;
}

/** Runs a command and answers what it printed, or undefined when it cannot be run or fails. */
export async function outputOf(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.once("error", () => resolve(undefined));
    child.once("close", (code) => resolve(code === 0 ? Buffer.concat(chunks).toString().trim() : undefined));
  });
}

/** Prints a sentence about what a script does now. */
export function say(sentence) {
  console.log(`\x1b[2m›\x1b[0m ${sentence}`);
}

/** Prints why a script cannot go on, and ends it with exit code 1. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

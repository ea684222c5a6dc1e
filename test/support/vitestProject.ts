import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../architecture/sourceFiles.ts";
import type { Ended } from "./recordRun.ts";
import { userEnvironment } from "./userEnvironment.ts";

/** How a command ended, and how long it took. */
export interface Timed extends Ended {
  readonly elapsedMs: number;
}

/** A project of its own in a temporary folder, with the Vitest of this repository and the built client. */
export interface VitestProject {
  readonly folder: string;
  readonly spool: string;
  /** Runs `vitest run` with the recorder among its reporters. */
  vitest(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Timed>;
  /** Runs a command of the client. */
  backstory(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Timed>;
  /** The paths of spool files that lie there. */
  spooled(): string[];
  remove(): void;
}

/** The command line of Vitest. */
export const vitestProgram = join(root, "node_modules/vitest/vitest.mjs");

/** The command line of the client. */
export const backstoryProgram = join(root, "packages/client/dist/cli/main.js");

/** Writes a project with these files. */
export function vitestProject(files: Readonly<Record<string, string>>): VitestProject {
  const folder = mkdtempSync(join(tmpdir(), "backstory-vitest-"));
  const spool = join(folder, "spool");
  linkPackages(folder);
  for (const [path, text] of Object.entries({ "package.json": '{ "type": "module" }\n', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    timed(words, { cwd: folder, env: { ...userEnvironment(), NO_COLOR: "1", BACKSTORY_SPOOL: spool, ...env } });
  return {
    folder,
    spool,
    vitest: (args, env) => run([vitestProgram, "run", ...args], env),
    backstory: (args, env) => run([backstoryProgram, ...args], env),
    spooled: () => filesIn(spool).map((name) => join(spool, name)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Links what tests need, into a folder of its own: Vitest keeps its cache in there. */
function linkPackages(folder: string): void {
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  for (const name of ["vitest", "backstory"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  symlinkSync(vitestProgram, join(folder, "node_modules/.bin/vitest"));
}

/** What a runner printed, without what differs from run to run: times, and how long things took. */
export function withoutTimes(output: string): string {
  return output
    .replace(/\b\d+(\.\d+)?\s?(ms|s)\b/g, "<time>")
    .replace(/\b\d\d:\d\d:\d\d\b/g, "<clock>")
    .replace(/ +<time>/g, " <time>");
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

function timed(words: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Timed> {
  const began = performance.now();
  const child = spawn(process.execPath, words, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) =>
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
        elapsedMs: performance.now() - began,
      }),
    );
  });
}

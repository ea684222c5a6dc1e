import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A real server in a process of its own, on a data directory that goes when it is closed. */
export interface TestServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the server from its sources on a free port and resolves when it answers. */
export async function startServer(): Promise<TestServer> {
  const data = await mkdtemp(join(tmpdir(), "backstory-browser-"));
  const args = ["--conditions=@backstory/source", "packages/server/src/main.ts", "--port", "0", "--data", data];
  const child = spawn(join(repository, "node_modules/.bin/tsx"), args, { cwd: repository });
  const address = await addressOf(child);
  return {
    address,
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /Backstory is at (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}

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

/** Where a server keeps its data and listens; a data directory that is given stays when the server is closed. */
interface ServerPlace {
  readonly data?: string;
  readonly port?: number;
}

/** Starts the server from its sources, on a free port unless told, and resolves when it answers. */
export async function startServer(place: ServerPlace = {}): Promise<TestServer> {
  const data = place.data ?? (await mkdtemp(join(tmpdir(), "backstory-browser-")));
  const server = ["packages/server/src/main.ts", "--port", String(place.port ?? 0), "--data", data];
  const args = ["--import", "tsx", "--conditions=@backstory/source", ...server];
  const env = { ...process.env, UV_THREADPOOL_SIZE: "24" };
  const child = spawn(process.execPath, args, { cwd: repository, env });
  const address = await addressOf(child);
  return {
    address,
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      if (place.data === undefined) await rm(data, { recursive: true, force: true, maxRetries: 5 });
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

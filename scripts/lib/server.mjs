import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./command.mjs";

/**
 * Starts the built server and answers when it is ready: its `address`, a promise `ended` of its exit code, and whether
 * it is `stopping`. SIGINT, SIGTERM and SIGHUP stop it. When it cannot start, its sentence and exit code are ours.
 */
export async function startServer({ port, data }) {
  const args = [join(root, "packages/server/bin/backstory-server.cjs"), "--data", data];
  if (port !== undefined) args.push("--port", port);
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
  const server = {
    address: "",
    stopping: false,
    ended: new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1))),
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      server.stopping = true;
      child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
    });
  }
  server.address = await new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /Backstory is at (http\S+)/.exec(line)?.[1];
      if (address) resolve(address);
      else console.log(line);
    });
    server.ended.then((code) => process.exit(code));
  });
  return server;
}

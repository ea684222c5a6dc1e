import { spawn } from "node:child_process";
import { join } from "node:path";
import { root, say } from "./lib/command.mjs";
import { installNodePackages } from "./lib/install.mjs";

await installNodePackages();
const tsx = [join(root, "node_modules/tsx/dist/cli.mjs"), "watch", "--conditions=@backstory/source"];
const server = [...tsx, "packages/server/src/main.ts", "--data", join(root, ".backstory", "dev"), "--port", "7357"];
const web = [join(root, "node_modules/vite/bin/vite.js"), "packages/web"];
say("the server from source at http://127.0.0.1:7357; the web UI at the address that Vite prints");
const children = [server, web].map((args) =>
  spawn(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, UV_THREADPOOL_SIZE: "24" } }),
);
for (const child of children) {
  child.once("exit", (code) => {
    for (const other of children) other.kill("SIGTERM");
    process.exitCode ||= code ?? 1;
  });
}

import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { root, say } from "./lib/command.mjs";
import { recordExamples } from "./lib/examples.mjs";
import { installNodePackages } from "./lib/install.mjs";
import { startServer } from "./lib/server.mjs";

const usage = `npm start -- [--port PORT] [--data DIRECTORY] [--no-examples]

Installs what is missing, builds, starts Backstory on the embedded engine and, while the store has no runs,
records the suites in examples/. Ctrl-C stops it.`;

const { values: flags } = parseArgs({
  options: {
    port: { type: "string" },
    data: { type: "string", default: process.env.BACKSTORY_DATA ?? join(root, ".backstory", "data") },
    "no-examples": { type: "boolean", default: process.env.BACKSTORY_NO_EXAMPLES === "1" },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (flags.help) {
  console.log(usage);
  process.exit(0);
}

await installNodePackages();
await build();
const server = await startServer({ port: flags.port, data: flags.data });
if (!flags["no-examples"]) await recordExamples(server);
if (!server.stopping) {
  say(`results are kept in ${flags.data}; Ctrl-C stops the server`);
  console.log(`\nBackstory is at ${server.address}`);
}
process.exitCode = await server.ended;

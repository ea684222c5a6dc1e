import { join } from "node:path";
import { root, run } from "./lib/command.mjs";
import { installNodePackages } from "./lib/install.mjs";

await installNodePackages();
const args = ["--conditions=@backstory/source", "scripts/seed/main.ts", ...process.argv.slice(2)];
process.exitCode = await run(join(root, "node_modules/.bin/tsx"), args);

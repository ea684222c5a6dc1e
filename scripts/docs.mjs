import { join } from "node:path";
import { root, run } from "./lib/command.mjs";
import { installNodePackages } from "./lib/install.mjs";
import { installRunners } from "./lib/runners.mjs";

await installNodePackages();
await installRunners();
process.exitCode = await run(join(root, "node_modules/.bin/tsx"), [
  "--conditions=@backstory/source",
  "scripts/docs/main.ts",
]);

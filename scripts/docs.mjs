import { join } from "node:path";
import { root, run } from "./lib/command.mjs";
import { installNodePackages } from "./lib/install.mjs";

await installNodePackages();
process.exitCode = await run(join(root, "node_modules/.bin/tsx"), [
  "--conditions=@backstory/source",
  "scripts/docs/main.ts",
]);

import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { root, run } from "./lib/command.mjs";
import { installNodePackages } from "./lib/install.mjs";

const usage = `npm run screenshots -- [NAME…]

Takes the pictures of docs/screenshots anew: each page, or those named, light and dark, with generated data, in the browser of this
machine (chromium on the path, or BACKSTORY_CHROMIUM).`;

const { values: flags, positionals: names } = parseArgs({
  options: { help: { type: "boolean", short: "h", default: false } },
  allowPositionals: true,
});
if (flags.help) {
  console.log(usage);
  process.exit(0);
}

await installNodePackages();
await build();
process.exitCode = await run(join(root, "node_modules/.bin/tsx"), [
  "--conditions=@backstory/source",
  "scripts/screenshots/main.ts",
  ...names,
]);

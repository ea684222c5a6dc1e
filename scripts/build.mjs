import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeBundles } from "./lib/bundles.mjs";
import { fail, root, run, say } from "./lib/command.mjs";
import { installNodePackages } from "./lib/install.mjs";
import { fingerprintOf, isStamped, stamp } from "./lib/stamp.mjs";

const sources = [
  "packages/model",
  "packages/formats/src",
  "packages/client/src",
  "packages/server/src",
  "packages/web",
  "python/src",
  "python/run",
];
const mark = join(root, "packages/server/dist/.built");

/** Builds what users get: the packages' dist folders, the web UI and the bundled pytest plugin. Quick when nothing changed. */
export async function build() {
  const state = fingerprintOf(
    [...sources, "scripts/lib/bundles.mjs", "tsconfig.base.json", "package-lock.json"].map((place) =>
      join(root, place),
    ),
  );
  if (isStamped(mark, state)) return;
  say("building");
  await step("node_modules/.bin/tsc", [
    "-b",
    "packages/model",
    "packages/formats",
    "packages/client",
    "packages/server",
  ]);
  await writeBundles();
  await step("node_modules/.bin/vite", ["build", "packages/web", "--logLevel", "warn"]);
  copy("packages/server/src/store/migrations", "packages/server/dist/store/migrations");
  copy("packages/web/dist/app", "packages/server/web");
  copy("python/src/pytest_backstory", "packages/client/python/pytest_backstory");
  for (const name of ["backstory_tox.py", "backstory_run-1.dist-info"]) {
    copy(`python/run/${name}`, `packages/client/python/${name}`);
  }
  copy("packages/server/src/store/migrations", "packages/client/python/pytest_backstory/clickhouse/migrations");
  copy("packages/model/schema", "packages/client/python/pytest_backstory/clickhouse/schema");
  stamp(mark, state);
}

async function step(command, args) {
  if ((await run(join(root, command), args, { quiet: true })) !== 0)
    fail(`${command} failed; what it said stands above.`);
}

function copy(from, to) {
  rmSync(join(root, to), { recursive: true, force: true });
  cpSync(join(root, from), join(root, to), { recursive: true, filter: (path) => !path.includes("__pycache__") });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await installNodePackages();
  await build();
}

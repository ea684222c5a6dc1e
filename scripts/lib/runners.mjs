import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fail, root, run, say } from "./command.mjs";
import { hashOf, isStamped, stamp } from "./stamp.mjs";

const folder = join(root, "test/runners");

/**
 * Installs the versions of test runners that the recorders are tested with: each folder of test/runners has a package.json
 * and a lock file of its own, so that two major versions of one runner live side by side.
 */
export async function installRunners() {
  for (const name of readdirSync(folder).sort()) {
    const place = join(folder, name);
    const lock = join(place, "package-lock.json");
    if (!existsSync(lock)) continue;
    const mark = join(place, "node_modules", ".installed-lock");
    if (isStamped(mark, hashOf(lock))) continue;
    say(`installing ${name} for the tests of its recorder`);
    // `npm ci` refuses lock files without the binaries of other platforms, which not every registry has.
    const words = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
    if ((await run("npm", words, { cwd: place, quiet: true })) !== 0)
      fail(`npm could not install test/runners/${name}.`);
    stamp(mark, hashOf(lock));
  }
}

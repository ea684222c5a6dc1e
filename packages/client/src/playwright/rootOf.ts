import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FullConfig } from "@playwright/test/reporter";

const endings = ["ts", "js", "mts", "mjs", "cts", "cjs"];

/**
 * The folder that paths are told from: that of the configuration. Merged reports know only the folder of the tests, so the
 * configuration is looked for from there upwards: their tests then have the names that they have in a run.
 */
export function rootOf({ configFile, rootDir }: FullConfig): string {
  if (configFile) return dirname(configFile);
  for (let folder = rootDir; folder !== dirname(folder); folder = dirname(folder)) {
    if (endings.some((ending) => existsSync(join(folder, `playwright.config.${ending}`)))) return folder;
  }
  return rootDir;
}

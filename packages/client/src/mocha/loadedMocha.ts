import { createRequire } from "node:module";
import type { MochaOptions, MochaSuite } from "./runnable.ts";

/** A reporter of Mocha. */
export interface MochaReporter {
  done?(failures: number, end: (failures: number) => void): void;
}

/** Makes a reporter for a run: whatever Mocha's own types, which need not be installed, call a reporter. */
// biome-ignore lint/suspicious/noExplicitAny: classes of others take Mocha's own runner, and give a reporter of theirs.
export type MochaReporterClass = new (runner: any, options: any) => any;

/** As much of the class Mocha as is used here. */
export interface MochaClass {
  readonly reporters: { readonly Base: { generateDiff(actual: string, expected: string): string } };
  readonly prototype: {
    loadFilesAsync(...words: unknown[]): Promise<unknown>;
    runGlobalSetup(...words: unknown[]): Promise<unknown>;
    runGlobalTeardown(...words: unknown[]): Promise<unknown>;
    reporter(name: string, options: unknown): unknown;
    readonly suite: MochaSuite;
    readonly options: MochaOptions;
  };
}

const file = /[\\/]mocha[\\/]lib[\\/]mocha\.c?js$/;

/** The Mocha that loaded us. It is not ours to import: a project may have several. */
export function loadedMocha(): { readonly Mocha: MochaClass; readonly version: string } | undefined {
  const require = createRequire(import.meta.url);
  const path = Object.keys(require.cache).find((loaded) => file.test(loaded));
  if (path === undefined) return undefined;
  const { version } = createRequire(path)("../package.json") as { version: string };
  return { Mocha: require(path) as MochaClass, version };
}

/** The reporter of a name or path, found in the way of Mocha itself, which throws when there is none. */
export function reporterNamed(name: string, options: MochaOptions): MochaReporterClass {
  const loaded = loadedMocha();
  if (loaded === undefined) throw new Error("Mocha is not loaded in this process");
  const finder = Object.assign(Object.create(loaded.Mocha.prototype), { options: {} });
  finder.reporter(name, options.reporterOption ?? options.reporterOptions);
  return finder._reporter;
}

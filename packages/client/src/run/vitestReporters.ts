import type { CliOptions, resolveConfig } from "vitest/node";
import { noteStopsEarly } from "../rerun/runPlace.ts";

type Reporters = readonly unknown[];

/** As much of a Vite plugin as is needed here. */
interface ReporterPlugin {
  readonly name: string;
  config(config: object): Promise<object>;
}

/** Names our reporter after those of the command line, if any, which replace those of the config file. */
export function withReporter(options: CliOptions, reporter: string): CliOptions {
  const given = toList((options as { reporter?: unknown }).reporter);
  return given.length === 0 ? options : ({ ...options, reporter: [...given, reporter] } as CliOptions);
}

/**
 * A Vite plugin that names our reporter after those of the config file, and after Vitest's own defaults where there are
 * none: a reporter that is named keeps the defaults away.
 */
export function reporterPlugin(reporter: string, resolve: typeof resolveConfig): ReporterPlugin {
  return {
    name: "backstory",
    async config(config: object) {
      const { test } = config as { readonly test?: { readonly reporters?: unknown; readonly bail?: unknown } };
      noteStopsEarly(test?.bail);
      const defaults = toList(test?.reporters).length === 0 ? await defaultReporters(resolve) : [];
      // Vite adds the entries of a list to those that are there.
      return { test: { reporters: [...defaults, reporter] } };
    },
  };
}

async function defaultReporters(resolve: typeof resolveConfig): Promise<Reporters> {
  // Vitest 5 answers with Vite's configuration, in which its own is.
  const { vitestConfig, test } = (await resolve({ config: false, watch: false })) as Partial<Resolved>;
  return (vitestConfig ?? test)?.reporters ?? [];
}

type Resolved = Record<"vitestConfig" | "test", { readonly reporters: Reporters }>;

function toList(reporters: unknown): Reporters {
  if (reporters === undefined || reporters === null) return [];
  return Array.isArray(reporters) ? reporters : [reporters];
}

import type { RecorderOptions } from "../settings.ts";
import type { MochaOptions } from "./runnable.ts";

/** What is said to the reporter as `--reporter-option name=value`: settings of recorders, and the reporter beside ours. */
export interface MochaReporterOptions extends RecorderOptions {
  /** The reporter that prints, by the name or path that Mocha knows it by; `spec` when nothing is said. */
  readonly reporter?: string;
}

/** Our options among those of the reporter. `output` is that of the reporter inside, as of Mocha's own `xunit`. */
export function optionsOf({ reporterOption, reporterOptions }: MochaOptions): MochaReporterOptions {
  const { output: _, ...ours } = { ...(reporterOptions as object), ...(reporterOption as object) } as RecorderOptions;
  return ours;
}

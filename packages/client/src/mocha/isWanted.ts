import { Recorder } from "../recorder.ts";
import { isNested } from "../recording/isNested.ts";
import type { RecorderOptions } from "../settings.ts";
import type { MochaOptions } from "./runnable.ts";

/** Whether a run is to be recorded: not while files are watched, not when no test is really run. */
export function isWanted(options: RecorderOptions, { watch, dryRun }: MochaOptions): boolean {
  return watch !== true && dryRun !== true && Recorder.isWanted(options) && !isNested(options);
}

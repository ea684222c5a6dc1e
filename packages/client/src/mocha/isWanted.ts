import { Recorder } from "../recorder.ts";
import { isNested } from "../recording/isNested.ts";
import { isOn, type RecorderOptions, resolveSettings } from "../settings.ts";
import type { MochaOptions } from "./runnable.ts";

/** Whether a run is to be recorded: not while files are watched, unless that was asked for, and not when no test is run. */
export function isWanted(options: RecorderOptions, { watch = false, dryRun = false }: MochaOptions): boolean {
  if (dryRun || (watch && !isOn(resolveSettings(options).watch))) return false;
  return Recorder.isWanted(options) && !isNested(options);
}

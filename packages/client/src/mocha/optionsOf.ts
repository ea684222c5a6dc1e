import { type RecorderOptions, type SettingName, settingNames } from "../settings.ts";
import type { MochaOptions } from "./runnable.ts";

/** What is said to the reporter as `--reporter-option name=value`: settings of recorders, and the reporter beside ours. */
export interface MochaReporterOptions extends RecorderOptions {
  /** The reporter that prints, by the name or path that Mocha knows it by; `spec` when nothing is said. */
  readonly reporter?: string;
}

/** Our options among those of the reporter. */
export function optionsOf({ reporterOption, reporterOptions }: MochaOptions): MochaReporterOptions {
  const given = { ...(reporterOptions as object), ...(reporterOption as object) } as Record<string, unknown>;
  const names = [...(Object.keys(settingNames) as SettingName[]), "reporter"];
  const ours = names.filter((name) => typeof given[name] === "string" || typeof given[name] === "number");
  return Object.fromEntries(ours.map((name) => [name, given[name]]));
}

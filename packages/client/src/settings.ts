import type { HarvestedSession } from "./harvest/harvestedSession.ts";
import { type OldOptions, oldTarget, oldValue, oldVariable } from "./oldOptions.ts";
import { spoolDirectory } from "./spool/spoolDirectory.ts";

/** What a recorder can be told, as options in code. Everything is optional; without a `url` nothing is recorded. */
export interface RecorderOptions extends OldOptions {
  /** The Backstory server, as `https://backstory.example.com`. */
  readonly url?: string;
  /** An ingest token; it decides project and target. */
  readonly token?: string;
  readonly project?: string;
  readonly target?: string;
  /** The name of what is tested; submissions with one name can become one run. */
  readonly buildName?: string;
  /** More about the build. */
  readonly buildDescription?: string;
  /** What became of the build: `pass` or `fail`, anything else is unknown. */
  readonly buildResult?: string;
  /** Why the build came out as it did. */
  readonly buildReason?: string;
  /** A directory whose files `<suite>/<test>/…` belong to the tests; it is read, never changed. */
  readonly files?: string;
  /** A file that gets a copy of the results in the JSON of Tesults. */
  readonly output?: string;
  /** A file that gets a table of what tests harvested: `.csv`, `.md` or `.json`. */
  readonly synthesis?: string;
  /** Whether runs of watch mode are recorded, too, each as a submission of its own. They are not by default. */
  readonly watch?: boolean | string;
  /** The directory of spool files. */
  readonly spool?: string;
  /** How long to wait at the end of a run for what has not been sent yet. */
  readonly waitSeconds?: number | string;
  /** Called once, in the main process, when all tests of all workers are over, with what they harvested. */
  readonly onSessionEnd?: (session: HarvestedSession) => void | Promise<void>;
}

/** The name of a setting, which is also that of the option in code. */
export type SettingName = Exclude<keyof RecorderOptions, keyof OldOptions | "onSessionEnd">;

/** A setting as it stands, and which of its sources won. */
export interface Setting {
  readonly name: SettingName;
  readonly variable: string;
  readonly value: string | undefined;
  readonly origin: "option" | "environment" | "default";
  readonly isSecret: boolean;
}

/** Every setting of the recorders: its variable of the environment, and its flag where the command line has one. */
export const settingNames: Readonly<Record<SettingName, { readonly variable: string; readonly flag?: string }>> = {
  url: { variable: "BACKSTORY_URL", flag: "--url" },
  token: { variable: "BACKSTORY_TOKEN", flag: "--token" },
  project: { variable: "BACKSTORY_PROJECT", flag: "--project" },
  target: { variable: "BACKSTORY_TARGET", flag: "--target" },
  buildName: { variable: "BACKSTORY_BUILD_NAME", flag: "--build-name" },
  buildDescription: { variable: "BACKSTORY_BUILD_DESCRIPTION" },
  buildResult: { variable: "BACKSTORY_BUILD_RESULT" },
  buildReason: { variable: "BACKSTORY_BUILD_REASON" },
  files: { variable: "BACKSTORY_FILES" },
  output: { variable: "BACKSTORY_OUTPUT" },
  synthesis: { variable: "BACKSTORY_SYNTHESIS" },
  watch: { variable: "BACKSTORY_WATCH" },
  spool: { variable: "BACKSTORY_SPOOL", flag: "--spool" },
  waitSeconds: { variable: "BACKSTORY_WAIT_SECONDS", flag: "--wait-seconds" },
};

/** Each setting with where it came from: an option, else the environment, else its default. Empty values count as unset. */
export function resolveSettings(
  options: RecorderOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<SettingName, Setting>> {
  const defaults: Partial<Record<SettingName, string>> = { spool: spoolDirectory(env), waitSeconds: "2" };
  const named: Partial<Record<SettingName, string>> = oldTarget(options, env);
  const resolve = (name: SettingName): Setting => {
    const { variable } = settingNames[name];
    const common = { name, variable, isSecret: name === "token" };
    const option = [options[name], named[name], oldValue(options, env, name)].find(
      (value) => value !== undefined && value !== "",
    );
    if (option !== undefined) return { ...common, value: String(option), origin: "option" };
    const fromEnvironment = env[variable] || oldVariable(env, name);
    if (fromEnvironment) return { ...common, value: fromEnvironment, origin: "environment" };
    return { ...common, value: defaults[name], origin: "default" };
  };
  const names = Object.keys(settingNames) as SettingName[];
  return Object.fromEntries(names.map((name) => [name, resolve(name)])) as Record<SettingName, Setting>;
}

/** A destination as a URL. It throws a sentence when the text is none that records can be sent to. */
export function destinationUrl(text: string): URL {
  if (!URL.canParse(text)) throw new Error(`'${text}' is not an address; it should look like http://127.0.0.1:7357`);
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new Error(`'${url.protocol}' is not a way to send records; the address begins with http:// or https://`);
  }
  return url;
}

/** The wait at the end of a run in milliseconds. It throws a sentence when the setting is no number from 0. */
export function waitMs(setting: Setting): number {
  const seconds = Number(setting.value);
  if (!(seconds >= 0) || !Number.isFinite(seconds)) {
    throw new Error(`'${setting.value}' is not a number of seconds (${setting.variable})`);
  }
  return seconds * 1_000;
}

/** Whether a setting is on: true, 1, yes or on, in any case. */
export function isOn({ value }: Pick<Setting, "value">): boolean {
  return ["true", "1", "yes", "on"].includes(value?.trim().toLowerCase() ?? "");
}

import type { HarvestOptions } from "./harvest/harvestedSession.ts";
import { spoolDirectory } from "./spool/spoolDirectory.ts";

/** What a recorder can be told, as options in code. Everything is optional; without a `url` nothing is recorded. */
export interface RecorderOptions extends HarvestOptions {
  /** The Backstory server, as `https://backstory.example.com`. */
  readonly url?: string;
  /** An ingest token; it decides project and target. */
  readonly token?: string;
  readonly project?: string;
  readonly target?: string;
  /** The name of what is tested; submissions with one name can become one run. */
  readonly buildName?: string;
  /** The directory of spool files. */
  readonly spool?: string;
  /** How long to wait at the end of a run for what has not been sent yet. */
  readonly waitSeconds?: number | string;
}

/** The name of a setting, which is also that of the option in code. */
export type SettingName = Exclude<keyof RecorderOptions, keyof HarvestOptions>;

/** A setting as it stands, and which of its sources won. */
export interface Setting {
  readonly name: SettingName;
  readonly variable: string;
  readonly flag: string;
  readonly value: string | undefined;
  readonly origin: "option" | "environment" | "default";
  readonly isSecret: boolean;
}

/** Every setting of the recorders: its variable of the environment and its flag on the command line. */
export const settingNames: Readonly<Record<SettingName, { readonly variable: string; readonly flag: string }>> = {
  url: { variable: "BACKSTORY_URL", flag: "--url" },
  token: { variable: "BACKSTORY_TOKEN", flag: "--token" },
  project: { variable: "BACKSTORY_PROJECT", flag: "--project" },
  target: { variable: "BACKSTORY_TARGET", flag: "--target" },
  buildName: { variable: "BACKSTORY_BUILD_NAME", flag: "--build-name" },
  spool: { variable: "BACKSTORY_SPOOL", flag: "--spool" },
  waitSeconds: { variable: "BACKSTORY_WAIT_SECONDS", flag: "--wait-seconds" },
};

/** Each setting with where it came from: an option, else the environment, else its default. Empty values count as unset. */
export function resolveSettings(
  options: RecorderOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<SettingName, Setting>> {
  const defaults: Partial<Record<SettingName, string>> = { spool: spoolDirectory(env), waitSeconds: "2" };
  const resolve = (name: SettingName): Setting => {
    const { variable, flag } = settingNames[name];
    const common = { name, variable, flag, isSecret: name === "token" };
    const option = options[name];
    if (option !== undefined && option !== "") return { ...common, value: String(option), origin: "option" };
    const fromEnvironment = env[variable];
    if (fromEnvironment) return { ...common, value: fromEnvironment, origin: "environment" };
    return { ...common, value: defaults[name], origin: "default" };
  };
  return {
    url: resolve("url"),
    token: resolve("token"),
    project: resolve("project"),
    target: resolve("target"),
    buildName: resolve("buildName"),
    spool: resolve("spool"),
    waitSeconds: resolve("waitSeconds"),
  };
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

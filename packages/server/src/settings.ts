import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BackstoryError } from "@backstory/model";
import { type LogLevel, logLevels } from "./log.ts";

/** The settings of the server. `port` is undefined unless somebody asked for one. */
export interface Settings {
  readonly port: number | undefined;
  readonly host: string;
  readonly dataDirectory: string;
  readonly clickhouseUrl: string | undefined;
  readonly memoryBytes: number | undefined;
  readonly applyMigrations: boolean;
  readonly logLevel: LogLevel;
}

/** What the command line can say, with the words that `--help` prints. */
export const options = {
  port: { type: "string", environment: "BACKSTORY_PORT", help: "port to listen on (7357, or the next free one)" },
  host: { type: "string", environment: "BACKSTORY_HOST", help: "address to listen on (127.0.0.1)" },
  data: { type: "string", environment: "BACKSTORY_DATA", help: "directory in which everything is kept" },
  "clickhouse-url": {
    type: "string",
    environment: "BACKSTORY_CLICKHOUSE_URL",
    help: "a ClickHouse instead of the embedded one",
  },
  "memory-mb": { type: "string", environment: "BACKSTORY_MEMORY_MB", help: "memory of the embedded engine" },
  "log-level": { type: "string", environment: "BACKSTORY_LOG_LEVEL", help: `${logLevels.join(", ")} (warn)` },
  "no-apply-migrations": {
    type: "boolean",
    environment: "BACKSTORY_NO_APPLY_MIGRATIONS",
    help: "print missing migrations and exit",
  },
} as const;

type Name = keyof typeof options;
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings from the command line, then the environment. What cannot be is `setting-invalid`, by its name. */
export function readSettings(args: readonly string[], environment: Environment): Settings {
  const flags = flagsOf(args);
  const word = (name: Name) => flags[name]?.toString() ?? (environment[options[name].environment] || undefined);
  return {
    port: wholeNumber("port", word("port"), { from: 0, to: 65_535 }),
    host: word("host") ?? "127.0.0.1",
    dataDirectory: resolve(word("data") ?? defaultDataDirectory(process.platform, environment)),
    clickhouseUrl: clickhouseUrlOf(word("clickhouse-url")),
    memoryBytes: mebibytes(wholeNumber("memory-mb", word("memory-mb"), { from: 256, to: 1_048_576 })),
    applyMigrations: !isTrue(word("no-apply-migrations")),
    logLevel: logLevelOf(word("log-level")),
  };
}

/** Where data is kept unless told: the place that the platform has for it. */
export function defaultDataDirectory(platform: NodeJS.Platform, environment: Environment): string {
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "backstory", "data");
  if (platform === "win32") return join(environment["LOCALAPPDATA"] ?? homedir(), "backstory", "data");
  return join(environment["XDG_DATA_HOME"] || join(homedir(), ".local", "share"), "backstory");
}

function flagsOf(args: readonly string[]): Partial<Record<Name, string | boolean>> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split(". ", 1)[0] ?? "") : String(cause);
    throw new BackstoryError("setting-invalid", `${why.replace(/\.$/, "")}. Try --help.`, {}, cause);
  }
}

function wholeNumber(name: Name, word: string | undefined, range: { from: number; to: number }): number | undefined {
  if (word === undefined) return undefined;
  const value = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN;
  if (value >= range.from && value <= range.to) return value;
  throw invalid(name, word, `a whole number from ${range.from} to ${range.to}`);
}

function mebibytes(number: number | undefined): number | undefined {
  return number === undefined ? undefined : number * 1_048_576;
}

function clickhouseUrlOf(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const protocol = URL.canParse(word) ? new URL(word).protocol : "";
  if (protocol === "http:" || protocol === "https:") return word;
  throw invalid("clickhouse-url", "***", "an http or https address");
}

function logLevelOf(word: string | undefined): LogLevel {
  const level = logLevels.find((each) => each === (word ?? "warn"));
  if (level !== undefined) return level;
  throw invalid("log-level", word ?? "", `one of ${logLevels.join(", ")}`);
}

function isTrue(word: string | undefined): boolean {
  return word !== undefined && !["0", "false", "no"].includes(word.toLowerCase());
}

function invalid(name: Name, word: string, wanted: string): BackstoryError {
  const { environment } = options[name];
  return new BackstoryError("setting-invalid", `--${name} (${environment}) must be ${wanted}, and is '${word}'.`);
}

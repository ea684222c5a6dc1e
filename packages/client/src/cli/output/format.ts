import { BackstoryError } from "@backstory/model";
import type { Command } from "commander";

/** How an answer is printed. */
export type Format = "words" | "json" | "csv" | "md";

/** The flags that choose the format. */
export interface FormatOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly md?: boolean;
}

/** The format that flags ask for. It throws `setting-invalid` when they ask for several. */
export function formatOf({ json, csv, md }: FormatOptions): Format {
  const asked = (Object.entries({ json, csv, md }) as [Format, boolean | undefined][])
    .filter(([, isAsked]) => isAsked)
    .map(([name]) => name);
  if (asked.length > 1) {
    const flags = asked.map((name) => `--${name}`).join(" and ");
    throw new BackstoryError("setting-invalid", `${flags} cannot both be printed; choose one.`);
  }
  return asked[0] ?? "words";
}

/** Gives a command `--csv` and `--md`, beside the `--json` that all have. */
export function withFormatOptions(command: Command): Command {
  return command
    .option("--csv", "print CSV, for spreadsheets; texts that look like formulas begin with an apostrophe")
    .option("--md", "print Markdown");
}

import { userInfo } from "node:os";
import type { Command } from "commander";
import { type FormatOptions, withFormatOptions } from "./output/format.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

/** What a command takes that changes something: who does it, and why. */
export interface ChangeOptions extends ServerOptions, FormatOptions {
  readonly by?: string;
  readonly reason?: string;
}

/** Gives a command what all changes take. */
export function withChangeOptions(command: Command): Command {
  return withFormatOptions(withServerOptions(command))
    .option("--by <name>", "who says so; the name of your account when left out")
    .option("--reason <words>", "why; the audit keeps it");
}

/** Who changes something, and why, as the API takes it. */
export function noteOf({ by, reason }: ChangeOptions): { by: string; reason: string } {
  return { by: by ?? accountName(), reason: reason ?? "" };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without a name, as in some containers.
    return "";
  }
}

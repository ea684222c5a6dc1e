import type { Command } from "commander";

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** What a command that asks a server takes. */
export interface ServerOptions extends CommonOptions {
  readonly url?: string;
  readonly token?: string;
}

/** Gives a command `--json`, `--debug`, `--url` and `--token`. */
export function withServerOptions(command: Command): Command {
  return command
    .option("--json", "print JSON instead of words")
    .option("--debug", "print stack traces of errors")
    .option("--url <url>", "the server (BACKSTORY_URL, else http://127.0.0.1:7357)")
    .option("--token <token>", "the token to show it (BACKSTORY_TOKEN)");
}

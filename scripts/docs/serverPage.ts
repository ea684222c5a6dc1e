import { options } from "../../packages/server/src/settings.ts";

/** The reference of the server's settings, from the settings themselves. */
export function serverPage(): string {
  const rows = Object.entries(options).map(([name, { type, environment, help }]) => {
    const flag = type === "string" ? `--${name} <value>` : `--${name}`;
    return `| \`${flag}\` | \`${environment}\` | ${help} |`;
  });
  return [
    "# The server",
    "",
    "`backstory serve`, or `backstory-server` where `@backstory/server` is installed. A flag wins over the environment.",
    "The server listens on this machine only; it checks the Host header and needs no sign-in. One process holds a data",
    "directory; a second one says who has it and exits with status 1. SIGTERM and SIGINT stop it once the requests and the",
    "insert in hand are done; a second signal does not wait.",
    "",
    "| flag | environment | |",
    "|---|---|---|",
    ...rows,
    "",
    "`GET /healthz` answers while the process does, `GET /readyz` while the engine does too. The log goes to stderr, one JSON",
    "object a line; the `requestId` of an error is in its problem document and in the header `X-Request-Id`.",
    "",
  ].join("\n");
}

import { BackstoryError } from "@backstory/model";
import { defaultPort } from "./listen.ts";
import { openLog } from "./log.ts";
import { serve } from "./serve.ts";
import { options, readSettings } from "./settings.ts";

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) printHelp();
else await start();

async function start(): Promise<void> {
  const stopped = stopSignal();
  try {
    const { port, logLevel, ...settings } = readSettings(args, process.env);
    const server = await serve({ ...settings, port, logger: openLog(logLevel) });
    const { port: listening } = new URL(server.address);
    if (port === undefined && Number(listening || 80) !== defaultPort) console.log(`Port ${defaultPort} is taken.`);
    console.log(`Backstory is at ${server.address}`);
    await stopped;
    await server.close();
  } catch (error) {
    tell(error);
    process.exit(1);
  }
  process.exit(0);
}

/** Resolves at the first signal to stop; the second one does not wait for anything. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve();
      });
    }
  });
}

/** Says on stderr what went wrong; statements that have to be run go to stdout, so that they can be piped. */
function tell(error: unknown): void {
  if (!(error instanceof BackstoryError)) throw error;
  const { statements } = error.facts;
  if (Array.isArray(statements)) for (const statement of statements) console.log(`${statement};\n`);
  console.error(`backstory-server: ${error.message} ${error.toProblem().hint}`);
}

function printHelp(): void {
  const flags = Object.entries(options).map(([name, { type, environment, help }]) => {
    const flag = type === "string" ? `--${name} <value>` : `--${name}`;
    return `  ${flag.padEnd(26)}${help}; ${environment}`;
  });
  console.log(["Usage: backstory-server [options]", "", ...flags].join("\n"));
}

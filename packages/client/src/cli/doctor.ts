import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import { redactUrl } from "../redact.ts";
import { networkFailure } from "../send/words.ts";
import { destinationUrl, type RecorderOptions, resolveSettings, type Setting, waitMs } from "../settings.ts";
import { spoolFiles } from "../spool/spoolFiles.ts";
import { version } from "../version.ts";
import { exitStatuses } from "./exitStatus.ts";
import type { Column } from "./output/column.ts";
import { tableStyle } from "./output/printList.ts";
import { table } from "./output/table.ts";
import { printAnswer } from "./output.ts";
import { type ServerCheck, serverCheck } from "./serverCheck.ts";
import { localServer } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

interface Doctor {
  readonly version: string;
  readonly node: string;
  readonly settings: readonly {
    name: string;
    variable: string;
    value: string | null;
    origin: string;
    problem?: string;
  }[];
  readonly server: ServerCheck & { readonly url: string };
  readonly spool: {
    readonly directory: string;
    readonly isWritable: boolean;
    readonly waiting: number;
    readonly beingWritten: number;
  };
}

/** `backstory doctor`: each setting with where it came from, and whether server and spool are as they have to be. */
export function addDoctor(program: Command): void {
  withServerOptions(program.command("doctor"))
    .description("print each setting with where it came from, and try the server and the spool")
    .option("--project <project>", "the project (BACKSTORY_PROJECT)")
    .option("--target <target>", "the target (BACKSTORY_TARGET)")
    .option("--build-name <name>", "the name of what is tested (BACKSTORY_BUILD_NAME)")
    .option("--spool <directory>", "where results wait until they are delivered (BACKSTORY_SPOOL)")
    .option("--wait-seconds <seconds>", "how long recorders wait at the end of a run (BACKSTORY_WAIT_SECONDS)")
    .action(async (options: ServerOptions & RecorderOptions) => {
      const findings = await examine(options);
      printAnswer(findings, options.json, () => inWords(findings));
      process.exitCode = exitStatusOf(findings);
    });
}

async function examine(options: RecorderOptions): Promise<Doctor> {
  const settings = resolveSettings(options);
  const directory = settings.spool.value as string;
  const files = spoolFiles(directory);
  const beingWritten = files.filter((file) => file.isBeingWritten).length;
  const address = settings.url.value ?? localServer;
  return {
    version,
    node: process.versions.node,
    settings: Object.values(settings).map(finding),
    server: { url: redactUrl(address), ...(await serverCheck(address, settings.token.value)) },
    spool: { directory, isWritable: isWritable(directory), waiting: files.length - beingWritten, beingWritten },
  };
}

function finding(setting: Setting): Doctor["settings"][number] {
  const { name, variable, value, origin, isSecret } = setting;
  const problem = problemOf(setting);
  const shown = value === undefined ? null : isSecret ? `${value.slice(0, 8)}…` : redactUrl(value);
  return { name, variable, value: shown, origin, ...(problem === undefined ? {} : { problem }) };
}

function problemOf(setting: Setting): string | undefined {
  try {
    if (setting.name === "waitSeconds") waitMs(setting);
    if (setting.name === "url" && setting.value !== undefined) destinationUrl(setting.value);
    return undefined;
  } catch (error) {
    return networkFailure(error);
  }
}

function isWritable(directory: string): boolean {
  let place = directory;
  // A directory that is not there yet is made by the first recorder.
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  try {
    accessSync(place, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function exitStatusOf({ settings, server, spool }: Doctor): number {
  if (settings.some(({ problem }) => problem !== undefined)) return exitStatuses.usage;
  if (!server.isReachable) return exitStatuses.unreachable;
  if (!server.isReady) return exitStatuses.refused;
  return spool.isWritable ? exitStatuses.done : exitStatuses.failure;
}

function inWords({ version: own, node, settings, server, spool }: Doctor): string {
  return [
    `backstory ${own}, Node ${node}`,
    "",
    table(settings, columns, tableStyle()),
    "",
    `Server ${server.url}: ${server.finding}`,
    `Spool ${spool.directory}: ${spool.isWritable ? "can be written" : "cannot be written"}; ${waiting(spool)}`,
  ].join("\n");
}

const origins: Readonly<Record<string, string>> = {
  option: "command line",
  environment: "environment",
  default: "default",
};

const columns: readonly Column<Doctor["settings"][number]>[] = [
  { title: "SETTING", key: "variable", cell: ({ variable }) => variable },
  { title: "VALUE", key: "value", cell: ({ value }) => value ?? "(not set)" },
  { title: "FROM", key: "origin", cell: ({ value, origin }) => (value === null ? "" : (origins[origin] ?? origin)) },
  { title: "", key: "problem", cell: ({ problem }) => problem ?? "", paint: () => "bad" },
];

function waiting({ waiting: count, beingWritten }: Doctor["spool"]): string {
  const first = count === 0 ? "nothing waits" : `${count} to deliver with 'backstory flush'`;
  return beingWritten === 0 ? `${first}.` : `${first}, ${beingWritten} being written.`;
}

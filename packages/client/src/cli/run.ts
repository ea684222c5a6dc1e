import { existsSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { redactUrl } from "../redact.ts";
import { isWithinRun, notedHere } from "../rerun/notedHere.ts";
import type { Notes } from "../rerun/readNotes.ts";
import { type RoundsEnd, runRounds } from "../rerun/rounds.ts";
import { closingLine } from "../run/closingLine.ts";
import { runEnvironment } from "../run/runEnvironment.ts";
import { whyNothing } from "../run/whyNothing.ts";
import { filesMeant, writtenBetween } from "../run/writtenFiles.ts";
import { type RecorderOptions, resolveSettings } from "../settings.ts";
import { stderrLine } from "../stderrLine.ts";
import { runForms } from "./findRun.ts";
import { recordJunit } from "./recordJunit.ts";
import { localServer } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";
import { addShow } from "./show.ts";

interface RunOptions extends ServerOptions, Pick<RecorderOptions, "project" | "target" | "buildName" | "spool"> {
  readonly rerunFailed?: number;
  readonly junit?: string;
}

/** What a single word has to look like to mean a run, and no command: its id, or another of the forms. */
const runWord = /^(?:[0-9A-HJKMNP-TV-Z]{26}|latest(?::[a-z0-9][a-z0-9._-]*)?|previous|(?:build|branch|commit):.+)$/s;

/** `backstory run -- <command>`: runs tests as ever, and records them. `backstory run <id>` shows a run. */
export function addRun(program: Command): void {
  withServerOptions(program.command("run"))
    .description(
      "run a command and record its tests, whichever of pytest, Vitest, Playwright, Jest, Mocha and node --test it starts, " +
        "and in whatever way; nothing has to be installed in the project. With the id of a run, latest or the like " +
        "instead of a command it shows that run, as 'backstory show' does",
    )
    .argument("<command...>", `the command and its words, put -- before it; or ${runForms}`)
    .option("--project <project>", "the project that the results belong to (BACKSTORY_PROJECT)")
    .option("--target <target>", "the target that the results belong to (BACKSTORY_TARGET)")
    .option("--build-name <name>", "the name of what is tested (BACKSTORY_BUILD_NAME)")
    .option("--spool <directory>", "where results wait until they are delivered (BACKSTORY_SPOOL)")
    .option("--rerun-failed <times>", "run what failed again, this often at most, and end by what passes then", times)
    .option("--junit <glob>", "the JUnit XML that the command writes, when it runs tests that we do not know")
    .passThroughOptions()
    .action(async (command: string[], options: RunOptions) => {
      if (isRun(command)) return showRun(command, options);
      await runAndRecord(command, options);
    });
}

async function runAndRecord(command: readonly string[], options: RunOptions): Promise<void> {
  const { env, url, isLocal } = recordingEnvironment(options);
  const startedAt = new Date().toISOString();
  const before = options.junit === undefined ? undefined : filesMeant(options.junit, process.cwd());
  const { end, rounds } = await started(command, env, options.rerunFailed ?? 0);
  const { status, signal } = end;
  const isRecorded = rounds.some(({ runs, deliveries }) => runs.length + deliveries.length > 0);
  if (before !== undefined && options.junit !== undefined && !isRecorded) {
    const files = writtenBetween(before, filesMeant(options.junit, process.cwd()));
    const facts = { files, startedAt, exitStatus: status };
    if (files.length > 0) rounds.push(await notedHere(() => recordJunit(facts, { ...options, url })));
  }
  if (options.json) printEnd({ status, signal: signal ?? null, url: env["BACKSTORY_URL"], submissions: idsOf(rounds) });
  else if (!isWithinRun)
    stderrLine(
      closingLine({
        ...{ rounds, url: redactUrl(url), isLocal },
        whyNothing: whyNothing({ command, junit: options.junit }),
      }),
    );
  process.exitCode = status;
  if (signal !== undefined) process.kill(process.pid, signal);
}

/** A run and flags of `show`; a command of that name is run by its path. */
function isRun([word = "", ...others]: readonly string[]): boolean {
  return runWord.test(word) && (others[0] ?? "-").startsWith("-");
}

/** Flags before the run have been read here already, those behind it are read by `show`. */
async function showRun(
  words: readonly string[],
  { json, debug, url, token, project, target }: RunOptions,
): Promise<void> {
  const show = new Command("run").exitOverride();
  addShow(show);
  const flags = Object.entries({ url, token, project, target }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
  const switches = Object.entries({ json, debug }).flatMap(([name, isOn]) => (isOn ? [`--${name}`] : []));
  await show.parseAsync(["show", ...flags, ...switches, ...words], { from: "user" });
}

/** The environment of the command; without a destination that of this machine's server, there or not. */
function recordingEnvironment(options: RunOptions) {
  const settings = resolveSettings(options);
  const env = runEnvironment(process.env);
  for (const { variable, value, origin } of Object.values(settings)) if (origin === "option") env[variable] = value;
  const url = settings.url.value ?? localServer;
  env["BACKSTORY_URL"] = url;
  return { env, url, isLocal: settings.url.value === undefined };
}

/** The command has stdout for itself. */
function printEnd(end: object): void {
  process.stderr.write(`${JSON.stringify(end)}\n`);
}

async function started(command: readonly string[], env: NodeJS.ProcessEnv, reruns: number): Promise<RoundsEnd> {
  try {
    return await runRounds({ command, env, reruns, tell: stderrLine });
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    stderrLine(`'${command[0]}' ${isMissing ? missing(command[0]) : `cannot be started: ${(error as Error).message}`}`);
    process.exit(isMissing ? 127 : 126);
  }
}

/** A script may be there, and not what its first line names: with the line ends of Windows it names something else. */
function missing(program = ""): string {
  const isScript = program.includes("/") && existsSync(program);
  return isScript
    ? "is there, but not the program that its first line names (has it the line ends of Windows?)"
    : "was not found";
}

function times(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError("It has to be a number from 0 to 99.");
  return Number(text);
}

function idsOf(rounds: readonly Notes[]): string[] {
  return rounds.flatMap(({ deliveries }) => deliveries.map(({ submissionId }) => submissionId));
}

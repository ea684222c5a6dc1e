import { Command } from "commander";
import { runCommand } from "../run/runCommand.ts";
import { runEnvironment } from "../run/runEnvironment.ts";
import { type RecorderOptions, resolveSettings } from "../settings.ts";
import { stderrLine } from "../stderrLine.ts";
import { isServing } from "./askServer.ts";
import { runForms } from "./findRun.ts";
import { localServer } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";
import { addShow } from "./show.ts";

interface RunOptions extends ServerOptions, Pick<RecorderOptions, "project" | "target" | "buildName" | "spool"> {}

/** What a single word has to look like to mean a run, and no command: its id, or another of the forms. */
const runWord = /^(?:[0-9A-HJKMNP-TV-Z]{26}|latest(?::[a-z0-9][a-z0-9._-]*)?|previous|(?:build|branch|commit):.+)$/s;

/** `backstory run -- <command>`: runs pytest or Vitest as ever, and records it. `backstory run <id>` shows a run. */
export function addRun(program: Command): void {
  withServerOptions(program.command("run"))
    .description(
      "run pytest or Vitest, in whatever way you do, and record it; nothing has to be installed in the project. With the " +
        "id of a run, latest or the like instead of a command it shows that run, as 'backstory show' does",
    )
    .argument("<command...>", `the command and its words, put -- before it; or ${runForms}`)
    .option("--project <project>", "the project that the results belong to (BACKSTORY_PROJECT)")
    .option("--target <target>", "the target that the results belong to (BACKSTORY_TARGET)")
    .option("--build-name <name>", "the name of what is tested (BACKSTORY_BUILD_NAME)")
    .option("--spool <directory>", "where results wait until they are delivered (BACKSTORY_SPOOL)")
    .passThroughOptions()
    .action(async (command: string[], options: RunOptions) => {
      if (isRun(command)) return showRun(command, options);
      const { env, isLocal, isThere } = await recordingEnvironment(options);
      const { status, signal } = await started(command, env);
      if (options.json) printEnd({ status, signal: signal ?? null, url: env["BACKSTORY_URL"] });
      else if (isThere) stderrLine(`recorded at ${localServer}`);
      else if (isLocal) stderrLine("to see what was recorded: npx backstory serve, and beside it npx backstory flush");
      process.exitCode = status;
      if (signal !== undefined) process.kill(process.pid, signal);
    });
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
async function recordingEnvironment(options: RunOptions) {
  const settings = resolveSettings(options);
  const env = runEnvironment(process.env);
  for (const { variable, value, origin } of Object.values(settings)) if (origin === "option") env[variable] = value;
  const isLocal = settings.url.value === undefined;
  if (isLocal) env["BACKSTORY_URL"] = localServer;
  return { env, isLocal, isThere: isLocal && (await isServing(new URL(localServer), 1_000)) };
}

/** The command has stdout for itself. */
function printEnd(end: object): void {
  process.stderr.write(`${JSON.stringify(end)}\n`);
}

async function started(command: readonly string[], env: NodeJS.ProcessEnv) {
  try {
    return await runCommand(command, env);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    stderrLine(`'${command[0]}' ${isMissing ? "was not found" : `cannot be started: ${(error as Error).message}`}`);
    process.exit(isMissing ? 127 : 126);
  }
}

import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { BackstoryError } from "@backstory/model";
import { type Command, Option } from "commander";
import { findRun, runForms } from "./findRun.ts";
import { filtersOf } from "./listOptions.ts";
import { safeJson } from "./output/harmless.ts";
import { readReport } from "./readReport.ts";
import { annotations } from "./report/annotations.ts";
import { report } from "./report/report.ts";
import { type ReportStyle, reportStyles } from "./report/reportStyle.ts";
import { serverOf } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

interface SummaryOptions extends ServerOptions {
  readonly project?: string;
  readonly target?: string;
  readonly branch?: string;
  readonly format?: ReportStyle;
  readonly maxBytes: string;
  readonly maxFailures: string;
  readonly annotations: string;
  readonly stepSummary: boolean;
}

/** `backstory summary`: a run as a Markdown page for a job summary, a merge request or a mail. */
export function addSummary(program: Command): void {
  withServerOptions(program.command("summary"))
    .description("print a run as Markdown, failures first; in GitHub Actions it is added to the job summary")
    .argument("[run]", runForms, "latest")
    .option("--project <project>", "only of this project (BACKSTORY_PROJECT)")
    .option("--target <target>", "only of this target (BACKSTORY_TARGET)")
    .option("--branch <branch>", "only of this branch")
    .addOption(new Option("--format <where>", "where it is read; that of the CI job, else plain").choices(reportStyles))
    .option("--max-bytes <bytes>", "how long it may be; what does not fit is left out whole, and it says so", "972800")
    .option("--max-failures <count>", "how many failures it shows", "50")
    .option("--annotations <count>", "how many failures GitHub is told, to show them beside the code", "10")
    .option("--no-step-summary", "print it even where GITHUB_STEP_SUMMARY names a file")
    .action(async (words: string, options: SummaryOptions) => {
      const server = serverOf(options);
      const { project, target, branch } = filtersOf(options);
      const bounds = { failures: wholeNumber(options.maxFailures, "--max-failures"), flaky: 25 };
      const maxBytes = wholeNumber(options.maxBytes, "--max-bytes", 1_000);
      const told = wholeNumber(options.annotations, "--annotations");
      const { runId } = await findRun(server, words, { project, target, branch });
      const reported = await readReport(server, runId, bounds);
      if (options.json) return void process.stdout.write(`${safeJson(reported)}\n`);
      const { env } = process;
      const text = report(reported, options.format ?? styleOf(env), maxBytes);
      const file = options.stepSummary ? env["GITHUB_STEP_SUMMARY"] : undefined;
      if (file) appendFileSync(file, text);
      else process.stdout.write(env["GITHUB_ACTIONS"] === "true" ? withoutCommands(text) : text);
      if (env["GITHUB_ACTIONS"] !== "true") return;
      for (const line of annotations(reported.failures, told)) process.stdout.write(`${line}\n`);
    });
}

function styleOf(env: NodeJS.ProcessEnv): ReportStyle {
  if (env["GITHUB_ACTIONS"] === "true") return "github";
  return env["GITLAB_CI"] === "true" ? "gitlab" : "plain";
}

/** In the log of a job of GitHub a line of a message could be a command; none is obeyed until the word comes again. */
function withoutCommands(text: string): string {
  const word = randomUUID();
  return `::stop-commands::${word}\n${text}::${word}::\n`;
}

function wholeNumber(text: string, flag: string, least = 0): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least && text.trim() !== "") return number;
  throw new BackstoryError("setting-invalid", `${flag} takes a whole number from ${least}, not '${text}'.`);
}

import { pageOf, type Run, runSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { printAnswer, table } from "./output.ts";
import { serverOf } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

interface RunsOptions extends ServerOptions {
  readonly project?: string;
  readonly target?: string;
  readonly branch?: string;
  readonly build?: string;
  readonly limit: string;
  readonly cursor?: string;
}

/** `backstory runs`: the newest runs. */
export function addRuns(program: Command): void {
  withServerOptions(program.command("runs"))
    .description("list runs, newest first")
    .option("--project <project>", "only of this project")
    .option("--target <target>", "only of this target")
    .option("--branch <branch>", "only of this branch")
    .option("--build <name>", "only of this build")
    .option("--limit <count>", "how many", "20")
    .option("--cursor <cursor>", "go on where a list ended")
    .action(async ({ json, url, token, debug: _, ...query }: RunsOptions) => {
      const server = serverOf({ ...(url && { url }), ...(token && { token }) });
      const page = await askServer(server, { path: "/runs", query: { ...query } }, pageOf(runSchema));
      printAnswer(page, json, () => (page.items.length === 0 ? "There are no runs." : runTable(page.items)));
    });
}

function runTable(runs: readonly Run[]): string {
  const head = [
    "STARTED",
    "PROJECT/TARGET",
    "STATUS",
    "PASSED",
    "FAILED",
    "SKIPPED",
    "FLAKY",
    "BRANCH",
    "COMMIT",
    "RUN",
  ];
  const rows = runs.map((run) => [
    run.startedAt.slice(0, 19).replace("T", " "),
    `${run.project}/${run.target}`,
    run.state === "complete" ? run.status : `${run.status}, ${run.state}`,
    String(run.counts.passed),
    String(run.counts.failed + run.counts.broken),
    String(run.counts.skipped),
    String(run.counts.flaky),
    run.branch,
    run.commit.slice(0, 10),
    run.runId,
  ]);
  return table(head, rows);
}

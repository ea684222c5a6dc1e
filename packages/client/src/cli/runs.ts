import { pageOf, type Run, runSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { filtersOf, type ListOptions, moreNote, withListOptions } from "./listOptions.ts";
import { duration, moment, paintOfRun, runStatus, shortCommit } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface RunsOptions extends ListOptions {
  readonly build?: string;
  readonly commit?: string;
  readonly since?: string;
  readonly until?: string;
  readonly status?: string;
  readonly state?: string;
  readonly label?: string;
}

/** `backstory runs`: the newest runs. */
export function addRuns(program: Command): void {
  withListOptions(program.command("runs"), {
    ...{ project: true, target: true, branch: true, asof: true, limit: 20, cursor: true },
  })
    .description("list runs, newest first")
    .option("--build <name>", "only of this build")
    .option("--commit <sha>", "only of this commit, by its first four digits or more")
    .option("--since <time>", "only begun since then")
    .option("--until <time>", "only begun before then")
    .option("--status <status>", "only passed, failed or empty ones")
    .option("--state <state>", "only running, complete or incomplete ones")
    .option("--label <key=value>", "only with this label")
    .action(async (options: RunsOptions) => {
      const { build, commit, since, until, status, state, label } = options;
      const query = { ...filtersOf(options), build, commit, since, until, status, state, label };
      const page = await askServer(serverOf(options), { path: "/runs", query }, pageOf(runSchema));
      const { items } = page;
      printList(page, options, { items, columns: runColumns, empty: "There are no runs.", note: moreNote(page) });
    });
}

const runColumns: readonly Column<Run>[] = [
  { title: "STARTED", key: "startedAt", cell: (run) => moment(run.startedAt), value: (run) => run.startedAt },
  { title: "PROJECT/TARGET", key: "target", cell: (run) => `${run.project}/${run.target}` },
  { title: "STATUS", key: "status", cell: runStatus, value: (run) => run.status, paint: paintOfRun },
  { title: "", key: "state", cell: (run) => run.state, isForCsvOnly: true },
  ...(["passed", "failed", "skipped", "flaky"] as const).map((outcome) => countColumn(outcome)),
  {
    ...{ title: "TIME", key: "durationMs", isNumber: true },
    ...{ cell: (run: Run) => duration(run.durationMs), value: (run: Run) => run.durationMs },
  },
  { title: "BRANCH", key: "branch", cell: (run) => run.branch, isText: true },
  { title: "BUILD", key: "buildName", cell: (run) => run.build.name ?? "", isText: true },
  { title: "COMMIT", key: "commit", cell: (run) => shortCommit(run.commit), value: (run) => run.commit },
  { title: "RUN", key: "runId", cell: (run) => run.runId },
];

/** Broken tests are among the failed ones, as people count. */
function countColumn(outcome: "passed" | "failed" | "skipped" | "flaky"): Column<Run> {
  const countOf = ({ counts }: Run): number => counts[outcome] + (outcome === "failed" ? counts.broken : 0);
  return {
    ...{ title: outcome.toUpperCase(), key: outcome, isNumber: true },
    ...{ cell: (run) => String(countOf(run)), value: countOf },
    paint: (run) => (outcome === "failed" && countOf(run) > 0 ? "bad" : undefined),
  };
}

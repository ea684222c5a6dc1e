import {
  branchFiguresSchema,
  churnSchema,
  crossRunFlakyFiguresSchema,
  flakyFiguresSchema,
  labelFiguresSchema,
  overviewFiguresSchema,
  pageOf,
  pipelineFiguresSchema,
  runFiguresSchema,
  summarySchema,
  trendFiguresSchema,
} from "@backstory/model";
import { Argument, type Command } from "commander";
import { type Ask, askServer, type Server } from "./askServer.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { type Printable, printLists } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import * as lists from "./statsLists.ts";

interface StatsOptions extends ListOptions {
  readonly since?: string;
  readonly until?: string;
  readonly label?: string;
  readonly variant?: string;
  readonly key?: string;
  readonly minRuns?: string;
}

/** Asks for figures and turns them into lists. */
type Figures = (
  server: Server,
  query: Ask["query"],
) => Promise<readonly [figures: unknown, lists: readonly Printable[]]>;

function figures<Value>(
  path: string,
  schema: { parse(value: unknown): Value },
  listsOf: (value: Value) => readonly Printable[],
): Figures {
  return async (server, query) => {
    const value = await askServer(server, { path, ...(query && { query }) }, schema);
    return [value, listsOf(value)];
  };
}

const kinds: Readonly<Record<string, Figures>> = {
  overview: figures("/figures/overview", overviewFiguresSchema, lists.overview),
  targets: figures("/summary", summarySchema, lists.targets),
  runs: figures("/figures/runs", runFiguresSchema, lists.runs),
  trend: figures("/figures/trend", trendFiguresSchema, lists.trend),
  branches: figures("/figures/branches", branchFiguresSchema, lists.branches),
  labels: figures("/figures/labels", labelFiguresSchema, lists.labels),
  pipelines: figures("/figures/pipelines", pipelineFiguresSchema, lists.pipelines),
  flaky: figures("/figures/flaky", flakyFiguresSchema, lists.flaky),
  "cross-run-flaky": figures("/figures/cross-run-flaky", crossRunFlakyFiguresSchema, lists.crossRunFlaky),
  churn: figures("/churn", pageOf(churnSchema), lists.churn),
};

/** `backstory stats`: figures over runs. */
export function addStats(program: Command): void {
  withListOptions(program.command("stats"), { project: true, target: true, branch: true, asof: true })
    .description(
      "print figures: outcomes, pass rate, durations, the same by day, branch, label, pipeline or target, and names that do not stay",
    )
    .addArgument(new Argument("[what]", "which figures").choices(Object.keys(kinds)).default("overview"))
    .option("--since <time>", "only runs begun since then")
    .option("--until <time>", "only runs begun before then")
    .option("--label <key=value>", "only tests and runs with this label")
    .option("--variant <key=value>", "only runs of this variant")
    .option("--key <label>", "of labels: by the values of which one")
    .option("--min-runs <count>", "of flaky tests: only those that were in as many runs")
    .option("--limit <count>", "how many")
    .action(async (what: string, options: StatsOptions) => {
      const { since, until, label, variant, key, minRuns } = options;
      const query = { ...filtersOf(options), since, until, label, variant, key, minRuns };
      const [whole, printed] = await (kinds[what] as Figures)(serverOf(options), query);
      printLists(whole, options, printed);
    });
}

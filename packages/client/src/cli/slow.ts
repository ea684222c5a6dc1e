import { type SlowestFigures, slowestFiguresSchema } from "@backstory/model";
import { type Command, Option } from "commander";
import { askServer } from "./askServer.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { duration } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface SlowOptions extends ListOptions {
  readonly since?: string;
  readonly until?: string;
  readonly label?: string;
  readonly minRuns?: string;
  readonly sort?: string;
}

/** `backstory slow`: the tests that take longest. */
export function addSlow(program: Command): void {
  withListOptions(program.command("slow"), { project: true, target: true, branch: true, asof: true, limit: 10 })
    .description("list the tests whose passes take longest, in the last 7 days unless told")
    .option("--since <time>", "only runs begun since then")
    .option("--until <time>", "only runs begun before then")
    .option("--label <key=value>", "only tests and runs with this label")
    .option("--min-runs <count>", "only tests that passed in as many runs")
    .addOption(new Option("--sort <by>", "by the median or by the slowest 5 %").choices(["p50", "p95"]))
    .action(async (options: SlowOptions) => {
      const { since, until, label, minRuns, sort } = options;
      const ask = { path: "/figures/slowest", query: { ...filtersOf(options), since, until, label, minRuns, sort } };
      const figures = await askServer(serverOf(options), ask, slowestFiguresSchema);
      printList(figures, options, { items: figures.items, columns, empty: "No test passed in that time." });
    });
}

type Slow = SlowestFigures["items"][number];

const columns: readonly Column<Slow>[] = [
  { title: "MEDIAN", key: "p50Ms", cell: (test) => duration(test.p50Ms), value: (test) => test.p50Ms, isNumber: true },
  { title: "P95", key: "p95Ms", cell: (test) => duration(test.p95Ms), value: (test) => test.p95Ms, isNumber: true },
  { title: "PASSES", key: "passes", cell: (test) => String(test.passes), value: (test) => test.passes, isNumber: true },
  { title: "SUITE", key: "suite", cell: (test) => test.suite, isText: true },
  {
    title: "NAME",
    key: "name",
    cell: (test) => test.displayName || test.name,
    value: (test) => test.name,
    isText: true,
  },
  { title: "", key: "testId", cell: (test) => test.testId, isForCsvOnly: true },
];

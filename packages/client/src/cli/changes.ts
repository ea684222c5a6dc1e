import { type Changes, changeClassSchema, changesSchema } from "@backstory/model";
import { type Command, Option } from "commander";
import { askServer } from "./askServer.ts";
import { changeLists, changeRows } from "./changeLists.ts";
import { findRun, runForms } from "./findRun.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { formatOf } from "./output/format.ts";
import { printLists } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface ChangesOptions extends ListOptions {
  readonly against?: string;
  readonly class?: string;
}

const selectors = "a run id, latest[:TARGET], previous, branch:NAME[:RUNS], build:NAME or commit:SHA";

/** `backstory changes` and `backstory compare`: what became of the tests between two sides. */
export function addChanges(program: Command): void {
  withComparisonOptions(program.command("changes"))
    .description("tell what changed in a run: newly failing, still failing, fixed, flaky, slower, added, missing tests")
    .argument("[run]", runForms, "latest")
    .option("--against <selector>", `what to compare with: ${selectors}; the complete run before when left out`)
    .action(async (words: string, options: ChangesOptions) => {
      const server = serverOf(options);
      const { project, target, branch, ...query } = filtersOf(options);
      const { runId } = await findRun(server, words, { project, target, branch, asof: query["asof"] });
      const ask = {
        path: `/runs/${runId}/changes`,
        query: { ...query, against: options.against, class: options.class },
      };
      printChanges(await askServer(server, ask, changesSchema), options);
    });

  withComparisonOptions(program.command("compare"))
    .description("compare any two selections of runs; with several runs a side by Fisher's exact test")
    .argument("<before>", selectors)
    .argument("<after>", "the same")
    .action(async (before: string, after: string, options: ChangesOptions) => {
      const query = { ...filtersOf(options), a: before, b: after, class: options.class };
      printChanges(await askServer(serverOf(options), { path: "/compare", query }, changesSchema), options);
    });
}

function withComparisonOptions(command: Command): Command {
  return withListOptions(command, {
    ...{ project: true, target: true, branch: true, asof: true, limit: 20, cursor: true },
  }).addOption(new Option("--class <class>", "only this class of changes").choices(changeClassSchema.options));
}

function printChanges(changes: Changes, options: ListOptions): void {
  printLists(changes, options, formatOf(options) === "csv" ? [changeRows(changes)] : changeLists(changes));
}

import { type HistoryEntry, historyEntrySchema, pageOf } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { findTest } from "./findTest.ts";
import { filtersOf, type ListOptions, moreNote, withListOptions } from "./listOptions.ts";
import { duration, moment, shortCommit } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { paintOf } from "./output/paint.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

/** `backstory history <test>`: how one test ended, run by run. */
export function addHistory(program: Command): void {
  withListOptions(program.command("history"), {
    ...{ project: true, target: true, branch: true, asof: true, limit: 20, cursor: true },
  })
    .description("show how a test ended in each run, newest first")
    .argument("<test>", "the id of the test, or a part of its name")
    .option("--outcome <outcomes>", "only these outcomes, separated by commas")
    .option("--variant <name=value>", "only runs of this variant, as browser=firefox")
    .action(async (words: string, options: ListOptions & { outcome?: string; variant?: string }) => {
      const server = serverOf(options);
      const { project, ...filters } = filtersOf(options);
      const testId = await findTest(server, { ...options, words, project, target: filters["target"] });
      if (testId === undefined) return;
      const ask = {
        path: `/tests/${testId}/history`,
        query: { ...filters, status: options.outcome, variant: options.variant },
      };
      const page = await askServer(server, ask, pageOf(historyEntrySchema));
      const { items } = page;
      const empty = "The test has no history.";
      printList({ testId, ...page }, options, { items, columns, empty, note: moreNote(page) });
    });
}

const columns: readonly Column<HistoryEntry>[] = [
  { title: "STARTED", key: "startedAt", cell: (entry) => moment(entry.startedAt), value: (entry) => entry.startedAt },
  {
    ...{ title: "OUTCOME", key: "outcome", value: (entry: HistoryEntry) => entry.outcome },
    cell: (entry) => (entry.attempts > 1 ? `${entry.outcome} (${entry.attempts} attempts)` : entry.outcome),
    paint: (entry) => paintOf(entry.outcome),
  },
  {
    title: "",
    key: "attempts",
    cell: (entry) => String(entry.attempts),
    value: (entry) => entry.attempts,
    isForCsvOnly: true,
  },
  {
    ...{ title: "TIME", key: "durationMs", isNumber: true },
    ...{ cell: (entry: HistoryEntry) => duration(entry.durationMs), value: (entry: HistoryEntry) => entry.durationMs },
  },
  { title: "TARGET", key: "target", cell: (entry) => entry.target },
  { title: "BRANCH", key: "branch", cell: (entry) => entry.run.branch, isText: true },
  { title: "BUILD", key: "buildName", cell: (entry) => entry.run.buildName, isText: true },
  {
    title: "COMMIT",
    key: "commit",
    cell: (entry) => shortCommit(entry.run.commit),
    value: (entry) => entry.run.commit,
  },
  { title: "RUN", key: "runId", cell: (entry) => entry.run.runId },
  { title: "MESSAGE", key: "message", cell: (entry) => entry.message, isText: true },
];

import { type ListedTest, type ListedTests, listedTestsSchema, testSortSchema } from "@backstory/model";
import { type Command, Option } from "commander";
import { askServer } from "./askServer.ts";
import { filtersOf, type ListOptions, moreNote, withListOptions } from "./listOptions.ts";
import { durationOrNothing, percent } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { paintOf } from "./output/paint.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface TestsOptions extends ListOptions {
  readonly sort?: string;
  readonly last?: string;
}

/** `backstory tests`: the tests that a search finds. */
export function addTests(program: Command): void {
  withListOptions(program.command("tests"), {
    ...{ project: true, target: true, branch: true, asof: true, limit: 50, cursor: true },
  })
    .description("list the tests that a search finds, as status:failed -label:tag=slow 'seq(P,F)' flips>2")
    .argument(
      "[search...]",
      "what has to hold of them; quote what the shell would read, and put '--' before a leading '-'",
    )
    .option("--last <runs>", "how many runs of each target are looked at", "30")
    .addOption(new Option("--sort <by>", "what stands first").choices(testSortSchema.options))
    .action(async (words: string[], options: TestsOptions) => {
      const { sort, last } = options;
      const query = { ...filtersOf(options), q: words.join(" "), sort, last };
      const page = await askServer(serverOf(options), { path: "/tests", query }, listedTestsSchema);
      const { items } = page;
      printList(page, options, { items, columns: columnsOf(page), empty: "No test matches.", note: moreNote(page) });
    });
}

const shownCells = 20;

function columnsOf({ runs }: ListedTests): readonly Column<ListedTest>[] {
  return [
    { title: "LAST", key: "lastOutcome", cell: (test) => test.lastOutcome, paint: (test) => paintOf(test.lastOutcome) },
    { title: "SUITE", key: "suite", cell: (test) => test.suite, isText: true },
    {
      ...{ title: "NAME", key: "name", isText: true },
      ...{ cell: (test: ListedTest) => test.displayName || test.name, value: (test: ListedTest) => test.name },
    },
    { title: "OLD → NEW", key: "cells", cell: stripOf, value: (test) => test.cells },
    { title: "RUNS", key: "runs", cell: (test) => String(test.runs), value: (test) => test.runs, isNumber: true },
    {
      ...{ title: "RATE", key: "passRate", isNumber: true },
      ...{ cell: (test: ListedTest) => percent(test.passRate), value: (test: ListedTest) => test.passRate },
    },
    ...(["fails", "flakes", "flips"] as const).map((key) => countColumn(key)),
    ...(["p50Ms", "p95Ms"] as const).map((key) => timeColumn(key)),
    { title: "ON IT", key: "assignee", cell: (test) => test.assignment?.assignee ?? "", isText: true },
    { title: "", key: "testId", cell: (test) => test.testId, isForCsvOnly: true },
    { title: "", key: "runIds", cell: () => runs.map(({ runId }) => runId).join(" "), isForCsvOnly: true },
  ];
}

/** The newest letters of a test, the newest at the right. */
function stripOf({ cells }: ListedTest): string {
  return [...cells.replaceAll(".", "").slice(0, shownCells)].toReversed().join("");
}

function countColumn(key: "fails" | "flakes" | "flips"): Column<ListedTest> {
  return {
    ...{ title: key.toUpperCase(), key, isNumber: true },
    ...{ cell: (test) => String(test[key]), value: (test) => test[key] },
    paint: (test) => (key === "fails" && test[key] > 0 ? "bad" : undefined),
  };
}

function timeColumn(key: "p50Ms" | "p95Ms"): Column<ListedTest> {
  const title = key === "p50Ms" ? "MEDIAN" : "P95";
  return { title, key, cell: (test) => durationOrNothing(test[key]), value: (test) => test[key], isNumber: true };
}

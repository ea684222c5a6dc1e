import { type FailingTest, failingTestSchema, pageOf, runSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer, type Server } from "./askServer.ts";
import { filtersOf, type ListOptions, moreNote, withListOptions } from "./listOptions.ts";
import { firstLine, moment, shortCommit } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { paintOf } from "./output/paint.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

/** `backstory failing`: every test that fails now, and since when. */
export function addFailing(program: Command): void {
  withListOptions(program.command("failing"), {
    ...{ project: true, target: true, branch: true, asof: true, limit: 50, cursor: true },
  })
    .description("list every test that fails now, with the run and commit since which it does")
    .action(async (options: ListOptions) => {
      const server = serverOf(options);
      const query = filtersOf(options);
      const page = await askServer(server, { path: "/failing", query }, pageOf(failingTestSchema));
      const { items } = page;
      const empty = items.length > 0 ? "" : await whyNone(server, query);
      printList(page, options, { items, columns, empty, note: moreNote(page) });
    });
}

/** A target or branch that no run has is a slip of the pen more often than good news. */
async function whyNone(
  server: Server,
  { project, target, branch, asof }: ReturnType<typeof filtersOf>,
): Promise<string> {
  const query = { ...{ project, target, asof, limit: "1" }, branch: branch === "*" ? undefined : branch };
  const runs = await askServer(server, { path: "/runs", query }, pageOf(runSchema));
  return runs.items.length > 0 ? "No test fails now." : "There are no runs of which a test could fail.";
}

const columns: readonly Column<FailingTest>[] = [
  { title: "OUTCOME", key: "outcome", cell: (test) => test.outcome, paint: (test) => paintOf(test.outcome) },
  { title: "SUITE", key: "suite", cell: (test) => test.suite, isText: true },
  {
    title: "NAME",
    key: "name",
    cell: (test) => test.displayName || test.name,
    value: (test) => test.name,
    isText: true,
  },
  { title: "TARGET", key: "target", cell: (test) => test.target },
  { title: "BRANCH", key: "branch", cell: (test) => test.branch, isText: true },
  {
    ...{ title: "SINCE", key: "firstFailureAt" },
    ...{
      cell: (test: FailingTest) => moment(test.firstFailure.startedAt),
      value: (test: FailingTest) => test.firstFailure.startedAt,
    },
  },
  { title: "BUILD", key: "firstFailureBuild", cell: (test) => test.firstFailure.buildName, isText: true },
  {
    ...{ title: "COMMIT", key: "firstFailureCommit" },
    ...{
      cell: (test: FailingTest) => shortCommit(test.firstFailure.commit),
      value: (test: FailingTest) => test.firstFailure.commit,
    },
  },
  { title: "", key: "firstFailureRunId", cell: (test) => test.firstFailure.runId, isForCsvOnly: true },
  { title: "", key: "lastPassRunId", cell: (test) => test.lastPass?.runId ?? "", isForCsvOnly: true },
  { title: "RUNS", key: "runs", cell: (test) => String(test.runs), value: (test) => test.runs, isNumber: true },
  { title: "MESSAGE", key: "message", cell: (test) => firstLine(test.failure?.message ?? ""), isText: true },
  { title: "", key: "testId", cell: (test) => test.testId, isForCsvOnly: true },
];

import {
  type FailingTest,
  failingTestSchema,
  pageOf,
  type RunReference,
  type TestDetail,
  testDetailSchema,
} from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { everyPage } from "./everyPage.ts";
import { findTest } from "./findTest.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { counted, firstLine, moment, shortCommit } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface Since {
  readonly test: TestDetail;
  readonly failing: readonly FailingTest[];
}

interface Moment {
  readonly what: string;
  readonly where: string;
  readonly run: RunReference | null;
}

/** `backstory since <test>`: since when one test fails, where, and the line that finds the commit. */
export function addSince(program: Command): void {
  withListOptions(program.command("since"), { project: true, target: true, branch: true, asof: true })
    .description("tell since when a test fails: its last pass, its first failure, and a git bisect line")
    .argument("<test>", "the id of the test, or a part of its name")
    .action(async (words: string, options: ListOptions) => {
      const server = serverOf(options);
      const { project, ...filters } = filtersOf(options);
      const testId = await findTest(server, { ...options, words, project, target: filters["target"] });
      if (testId === undefined) return;
      const test = await askServer(
        server,
        { path: `/tests/${testId}`, query: { asof: filters["asof"] } },
        testDetailSchema,
      );
      const query = { ...filters, testId, branch: filters["branch"] ?? "*", project: test.project };
      const failing = await everyPage(server, { path: "/failing", query }, pageOf(failingTestSchema));
      const since: Since = { test, failing };
      const title = inWords(since).join("\n");
      printList(since, options, {
        items: momentsOf(since),
        columns,
        empty: "",
        title,
      });
    });
}

function inWords({ test, failing }: Since): string[] {
  const name = `${test.suite} > ${test.displayName || test.name}`;
  if (failing.length === 0) return [`${name} does not fail now; it ended last as ${test.lastOutcome}.`];
  const bisects = failing.flatMap(({ bisect }) => (bisect === null ? [] : [bisect]));
  const message = failing.find(({ failure }) => failure !== null)?.failure?.message ?? "";
  return [
    ...failing.map((each) => `${name} fails in ${whereOf(each)} since ${beginOf(each)}.`),
    ...(message === "" ? [] : [firstLine(message)]),
    ...[...new Set(bisects)].map((line) => `To find the commit: ${line}`),
  ];
}

function whereOf({ target, branch }: FailingTest): string {
  return branch === "" ? target : `${target} on ${branch}`;
}

function beginOf({ firstFailure, lastPass, runs }: FailingTest): string {
  const begin = firstFailure.buildName === "" ? moment(firstFailure.startedAt) : `build ${firstFailure.buildName}`;
  return `${begin}, in ${counted(runs, "run")}${lastPass === null ? ", and never passed there" : ""}`;
}

function momentsOf({ failing }: Since): Moment[] {
  return failing.flatMap((each) => {
    const { lastPass, firstFailure, lastFailure } = each;
    const where = whereOf(each);
    return [
      { what: "last pass", where, run: lastPass },
      { what: "first failure", where, run: firstFailure },
      { what: "last failure", where, run: lastFailure },
    ];
  });
}

const columns: readonly Column<Moment>[] = [
  { title: "", key: "what", cell: ({ what }) => what },
  { title: "WHERE", key: "where", cell: ({ where }) => where, isText: true },
  {
    title: "STARTED",
    key: "startedAt",
    cell: ({ run }) => (run === null ? "never" : moment(run.startedAt)),
    value: ({ run }) => run?.startedAt ?? null,
  },
  { title: "BUILD", key: "buildName", cell: ({ run }) => run?.buildName ?? "", isText: true },
  {
    title: "COMMIT",
    key: "commit",
    cell: ({ run }) => shortCommit(run?.commit ?? ""),
    value: ({ run }) => run?.commit ?? null,
  },
  { title: "RUN", key: "runId", cell: ({ run }) => run?.runId ?? "" },
];

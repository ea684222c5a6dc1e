import type { ListedTest } from "@backstory/model";
import { commandLine } from "../format/commandLine.ts";
import { duration } from "../format/duration.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { percent } from "../format/percent.ts";
import { shellWord } from "../format/shellWord.ts";
import { sqlText } from "../format/sqlText.ts";
import { testTitle } from "../format/testTitle.ts";
import type { ShownTest } from "../queries/testsQuery.ts";
import type { TestsSearch } from "../search/testsSearch.ts";

/** The command that lists the same tests. */
export function testsCommand({ q, project, target, sort, last, asof }: TestsSearch): string {
  const command = commandLine(["tests"], { project, target, sort, last, asof, limit: 100 });
  return q ? `${command} -- ${shellWord(q)}` : command;
}

/** The query that answers the tests that are loaded. */
export function testsSql(tests: readonly ShownTest[]): string {
  const ids = tests.map(({ testId }) => sqlText(testId)).join(", ");
  return `SELECT project, suite, name, params, file, testId\nFROM tests FINAL\nWHERE testId IN (${ids || "NULL"})\nORDER BY suite, name, params`;
}

/** The columns of a table of Markdown. */
export const testsTable: readonly CopyColumn<ListedTest>[] = [
  { head: "Last", cell: (test) => test.lastOutcome },
  { head: "Suite", cell: (test) => test.suite },
  {
    head: "Test",
    cell: (test) => {
      const { title, inputs } = testTitle(test);
      return inputs ? `${title} [${inputs}]` : title;
    },
  },
  { head: "Pass rate", cell: ({ passRate }) => (passRate === null ? "" : percent(passRate)) },
  { head: "Fails", cell: (test) => String(test.fails) },
  { head: "Flips", cell: (test) => String(test.flips) },
  { head: "Median", cell: ({ p50Ms }) => (p50Ms === null ? "" : duration(p50Ms)) },
  { head: "p95", cell: ({ p95Ms }) => (p95Ms === null ? "" : duration(p95Ms)) },
  { head: "On it", cell: ({ assignment }) => assignment?.assignee ?? "" },
];

import {
  BackstoryError,
  type HistoryEntry,
  historyEntrySchema,
  type Page,
  pageOf,
  type Test,
  testSchema,
} from "@backstory/model";
import type { Command } from "commander";
import { askServer, type Server } from "./askServer.ts";
import { exitStatuses } from "./exitStatus.ts";
import { printAnswer, table } from "./output.ts";
import { serverOf } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

interface HistoryOptions extends ServerOptions {
  readonly project?: string;
  readonly limit: string;
  readonly cursor?: string;
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `backstory history <test>`: how one test ended, run by run. */
export function addHistory(program: Command): void {
  withServerOptions(program.command("history"))
    .description("show how a test ended in each run, newest first")
    .argument("<test>", "the id of the test, or a part of its name")
    .option("--project <project>", "only look for the test in this project")
    .option("--limit <count>", "how many runs", "20")
    .option("--cursor <cursor>", "go on where a list ended")
    .action(async (words: string, options: HistoryOptions) => {
      const { json, project, limit, cursor } = options;
      const server = serverOf(options);
      const testId = idPattern.test(words) ? words.toLowerCase() : await onlyTest(server, words, options);
      if (testId === undefined) return;
      const path = `/tests/${testId}/history`;
      const page = await askServer(server, { path, query: { project, limit, cursor } }, pageOf(historyEntrySchema));
      printAnswer({ testId, ...page }, json, () => historyTable(page));
    });
}

/** The one test that the words mean. When they mean several it prints these and answers undefined. */
async function onlyTest(server: Server, words: string, { project, json }: HistoryOptions): Promise<string | undefined> {
  const query = { q: words, project, limit: "50" };
  const { items } = await askServer(server, { path: "/tests", query }, pageOf(testSchema));
  const exact = items.filter((test) => test.name === words || `${test.suite} > ${test.name}` === words);
  const tests = exact.length === 1 ? exact : items;
  const [first] = tests;
  if (first === undefined) throw new BackstoryError("not-found", `There is no test whose name has '${words}' in it.`);
  if (tests.length === 1) return first.testId;
  printAnswer({ candidates: tests }, json, () => `Several tests match; name one by its id:\n\n${testTable(tests)}`);
  process.exitCode = exitStatuses.usage;
  return undefined;
}

function testTable(tests: readonly Test[]): string {
  return table(
    ["ID", "LAST", "PROJECT", "SUITE", "NAME"],
    tests.map((test) => [test.testId, test.lastOutcome, test.project, test.suite, test.displayName || test.name]),
  );
}

function historyTable({ items }: Page<HistoryEntry>): string {
  if (items.length === 0) return "The test has no history.";
  return table(
    ["STARTED", "OUTCOME", "DURATION", "BRANCH", "COMMIT", "RUN", "MESSAGE"],
    items.map((entry) => [
      entry.startedAt.slice(0, 19).replace("T", " "),
      entry.attempts > 1 ? `${entry.outcome} (${entry.attempts} attempts)` : entry.outcome,
      `${entry.durationMs.toFixed(1)} ms`,
      entry.run.branch,
      entry.run.commit.slice(0, 10),
      entry.run.runId,
      entry.message,
    ]),
  );
}

import { BackstoryError, pageOf, quoteForSearch, type Test, testSchema } from "@backstory/model";
import type { Server } from "./askServer.ts";
import { everyPage } from "./everyPage.ts";
import { exitStatuses } from "./exitStatus.ts";
import type { Column } from "./output/column.ts";
import type { FormatOptions } from "./output/format.ts";
import { paintOf } from "./output/paint.ts";
import { printList } from "./output/printList.ts";

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const mostCandidates = 50;

/** What a command that is about one test was given. */
export interface TestWords extends FormatOptions {
  readonly words: string;
  readonly project?: string | undefined;
  readonly target?: string | undefined;
}

/**
 * The id of the one test that words mean: an id, a name, `suite > name`, or a part of a name; of several that of the
 * target. When they mean several all the same it prints these and answers undefined; it throws `not-found` when there is none.
 */
export async function findTest(
  server: Server,
  { words, project, target, ...format }: TestWords,
): Promise<string | undefined> {
  if (idPattern.test(words)) return words.toLowerCase();
  const ask = (of: { target?: string }) => {
    const question = { path: "/tests", query: { q: quoteForSearch(partOf(words)), project, ...of } };
    return everyPage(server, question, pageOf(testSchema));
  };
  const inTarget = target === undefined ? [] : await ask({ target });
  // The newest runs of a target do not have every test that it ever had.
  const items = inTarget.length > 0 ? inTarget : await ask({});
  const exact = items.filter((test) => namesOf(test).includes(words));
  const tests = exact.length > 0 ? exact : items;
  const [first] = tests;
  if (first === undefined) throw new BackstoryError("not-found", `There is no test whose name has '${words}' in it.`);
  if (tests.length === 1) return first.testId;
  const title = "Several tests match; name one by its id:\n";
  const candidates = tests.slice(0, mostCandidates);
  const note = tests.length > mostCandidates ? `… and ${tests.length - mostCandidates} more.` : undefined;
  printList({ candidates }, format, { items: candidates, columns: testColumns, empty: "", title, note });
  process.exitCode = exitStatuses.usage;
  return undefined;
}

/** The name in `suite > name`: the server looks in one or the other. */
function partOf(words: string): string {
  return words.split(" > ").at(-1) ?? words;
}

function namesOf({ suite, name, displayName }: Test): string[] {
  return [name, displayName, `${suite} > ${name}`, `${suite} > ${displayName}`];
}

const testColumns: readonly Column<Test>[] = [
  { title: "ID", key: "testId", cell: ({ testId }) => testId },
  {
    title: "LAST",
    key: "lastOutcome",
    cell: ({ lastOutcome }) => lastOutcome,
    paint: (test) => paintOf(test.lastOutcome),
  },
  { title: "PROJECT", key: "project", cell: ({ project }) => project },
  { title: "SUITE", key: "suite", cell: ({ suite }) => suite, isText: true },
  { title: "NAME", key: "name", cell: ({ name, displayName }) => displayName || name, isText: true },
];

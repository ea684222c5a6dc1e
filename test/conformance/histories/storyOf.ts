import { type FailingTest, type HistoryEntry, isFailing } from "@backstory/model";
import type { Connection } from "../../../packages/server/src/store/connection.ts";
import { listFailing } from "../../../packages/server/src/store/queries/listFailing.ts";
import { testHistory } from "../../../packages/server/src/store/queries/testHistory.ts";
import type { TrueStory } from "./readHistory.ts";

/** Every entry of the history of a test, oldest first, over all pages. */
export async function wholeHistory(connection: Connection, testId: string): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await testHistory(connection, { testId, limit: 200, cursor });
    entries.push(...(page?.items ?? []));
    if (page === undefined || page.nextCursor === null) return entries.reverse();
    cursor = page.nextCursor;
  }
}

/** What the history of a test adds up to in the words of `truth.json`: skips neither end a state nor begin one. */
export function storyOf(test: string, entries: readonly HistoryEntry[], runOf: ReadonlyMap<string, number>): TrueStory {
  const told = entries.filter(({ outcome }) => outcome !== "skipped");
  const states = told.map(({ outcome }) => isFailing(outcome));
  const changes = states.flatMap((state, index) => (index > 0 && state !== states[index - 1] ? [index] : []));
  const firstBad = told[states.indexOf(true)]?.run;
  const since = told[changes.at(-1) ?? 0]?.run;
  return {
    test,
    n: entries.length,
    first_bad_run: runOf.get(firstBad?.runId ?? "") ?? -1,
    first_bad_commit: firstBad?.commit ?? "",
    transitions: changes.length,
    now: states.at(-1) === true ? "bad" : "ok",
    now_since_run: runOf.get(since?.runId ?? "") ?? -1,
    now_since_commit: since?.commit ?? "",
  };
}

/** Every test of a project that fails now, over all pages. */
export async function wholeFailing(connection: Connection, project: string): Promise<FailingTest[]> {
  const failing: FailingTest[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listFailing(connection, { project, limit: 200, cursor });
    failing.push(...page.items);
    if (page.nextCursor === null) return failing;
    cursor = page.nextCursor;
  }
}

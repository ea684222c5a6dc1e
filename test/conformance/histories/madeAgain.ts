import type { HistoryRun } from "./readHistory.ts";

const newestRuns = 5;

/**
 * The numbers of the runs that were made again: one of the five newest is newer and has at least half of their tests. To
 * us a test that such a run had last is gone, and does not fail any more; `truth.json` says how it was when seen last.
 */
export function madeAgain(runs: readonly HistoryRun[]): ReadonlySet<number> {
  const tests = runs.map(({ results }) => new Set(results.map(({ suite, name }) => JSON.stringify([suite, name]))));
  const newest = runs.map((_, index) => index).slice(-newestRuns);
  const again = runs.filter((_, index) => {
    const old = tests[index] ?? new Set();
    return newest.some((newer) => newer > index && 2 * shared(old, tests[newer] ?? new Set()) >= old.size);
  });
  return new Set(again.map(({ run }) => run));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((test) => b.has(test)).length;
}

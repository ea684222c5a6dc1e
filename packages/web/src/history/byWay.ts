import type { HistoryEntry, Outcome, TestFigures } from "@backstory/model";
import type { HistoryWay } from "../search/testSearch.ts";
import { outcomes } from "../status/outcomes.ts";

/** One run of a test, as much of it as a cell shows. */
export interface RunCell {
  readonly runId: string;
  readonly startedAt: string;
  readonly outcome: Outcome;
  readonly attempts: number;
}

/** The runs of a test that have one word in common: a branch, a target, a variant, a worker. Newest first. */
export interface RunsOfWord {
  readonly word: string;
  readonly cells: readonly RunCell[];
  readonly failing: number;
}

/** The runs of a test by what they have in common, the word that fails most first. A run can have several words. */
export function byWay(way: Exclude<HistoryWay, "worker">, entries: readonly HistoryEntry[]): RunsOfWord[] {
  return grouped(
    entries.flatMap((entry) =>
      wordsOf(way, entry).map((word) => ({ word, ...entry, runId: entry.run.runId, startedAt: entry.run.startedAt })),
    ),
  );
}

/** The same by worker, of which the figures of a test know. */
export function byWorker({ recentRuns }: TestFigures): RunsOfWord[] {
  return grouped(
    recentRuns.map(({ run, worker, outcome, attempts }) => ({
      ...{ word: worker, runId: run.runId, startedAt: run.startedAt, outcome, attempts },
    })),
  );
}

function wordsOf(way: Exclude<HistoryWay, "worker">, { run, target, variant }: HistoryEntry): string[] {
  if (way === "branch") return [run.branch];
  if (way === "target") return [target];
  return Object.entries(variant).map(([name, value]) => `${name}=${value}`);
}

function grouped(cells: readonly (RunCell & { readonly word: string })[]): RunsOfWord[] {
  const found = new Map<string, RunCell[]>();
  for (const { word, runId, startedAt, outcome, attempts } of cells) {
    const known = found.get(word) ?? [];
    known.push({ runId, startedAt, outcome, attempts });
    found.set(word, known);
  }
  const all = [...found].map(([word, own]): RunsOfWord => {
    return { word, cells: own, failing: own.filter(({ outcome }) => outcomes[outcome].failing).length };
  });
  const share = ({ failing, cells: own }: RunsOfWord) => failing / own.length;
  return all.toSorted((one, other) => share(other) - share(one) || other.cells.length - one.cells.length);
}

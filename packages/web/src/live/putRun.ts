import type { Page, Run } from "@backstory/model";
import type { InfiniteData } from "@tanstack/react-query";
import type { RunsFilter } from "../search/runsSearch.ts";

type Runs = InfiniteData<Page<Run>>;

/**
 * The loaded pages of a runs list with one run renewed in its place, or put in by its start when it is new and the filters
 * let it in. A run older than everything loaded stays out while there are further pages: it comes with its page.
 */
export function putRun(runs: Runs, run: Run, filters: RunsFilter): Runs {
  const known = runs.pages.some((page) => page.items.some((item) => item.runId === run.runId));
  if (known) {
    const renew = (item: Run) => (item.runId === run.runId ? run : item);
    return { ...runs, pages: runs.pages.map((page) => ({ ...page, items: page.items.map(renew) })) };
  }
  if (!letsIn(filters, run)) return runs;
  const place = runs.pages.findIndex(
    (page) => page.nextCursor === null || page.items.some((item) => isBefore(item, run)),
  );
  return { ...runs, pages: runs.pages.map((page, index) => (index === place ? withRun(page, run) : page)) };
}

function withRun(page: Page<Run>, run: Run): Page<Run> {
  const found = page.items.findIndex((item) => isBefore(item, run));
  const place = found === -1 ? page.items.length : found;
  return { ...page, items: page.items.toSpliced(place, 0, run) };
}

function isBefore(item: Run, run: Run): boolean {
  return item.startedAt < run.startedAt || (item.startedAt === run.startedAt && item.runId < run.runId);
}

function letsIn({ commit, label, since, ...words }: RunsFilter, run: Run): boolean {
  const { project, target, branch, status, state, labels } = run;
  const facts = { project, target, branch, status, state, build: run.build.name ?? "" };
  const pairs = Object.entries(labels).flatMap(([key, values]) => values.map((value) => `${key}=${value}`));
  return (
    Object.entries(words).every(
      ([name, value]) => value === undefined || facts[name as keyof typeof facts] === value,
    ) &&
    run.commit.startsWith(commit?.toLowerCase() ?? "") &&
    (label === undefined || pairs.includes(label)) &&
    (since === undefined || Date.parse(run.startedAt) >= momentOf(since))
  );
}

const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function momentOf(since: string): number {
  const { number, unit = "" } = /^(?<number>\d+)(?<unit>[hdw])$/.exec(since)?.groups ?? {};
  return number === undefined ? Date.parse(since) : Date.now() - Number(number) * (unitMs[unit] ?? 0);
}

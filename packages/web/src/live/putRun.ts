import type { Page, Run } from "@backstory/model";
import type { InfiniteData } from "@tanstack/react-query";
import type { RunsSearch } from "../search/runsSearch.ts";

type Runs = InfiniteData<Page<Run>>;

/**
 * The loaded pages of a runs list with one run renewed in its place, or put in by its start when it is new and the filters
 * let it in. A run older than everything loaded stays out while there are further pages: it comes with its page.
 */
export function putRun(runs: Runs, run: Run, filters: RunsSearch): Runs {
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

function letsIn(filters: RunsSearch, run: Run): boolean {
  const facts = { project: run.project, target: run.target, branch: run.branch, build: run.build.name ?? "" };
  return Object.entries(filters).every(([name, value]) => facts[name as keyof RunsSearch] === value);
}

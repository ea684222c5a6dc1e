import type { Run } from "@backstory/model";
import type { RunsGroup } from "../search/runsSearch.ts";

/** A line of the list of runs: a run, or what the runs under it have in common. */
export type RunsRow = { readonly key: string; readonly heading: string } | { readonly key: string; readonly run: Run };

const day = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric" });

const nameOf: Readonly<Record<RunsGroup, (run: Run) => string>> = {
  day: ({ startedAt }) => day.format(new Date(startedAt)),
  target: ({ project, target }) => `${project} / ${target}`,
  branch: ({ branch }) => branch || "no branch",
  build: ({ build }) => build.name || "no build",
};

/** The runs under headings, each group where its newest run stands; in a group the order stays. */
export function runsRows(runs: readonly Run[], group: RunsGroup | undefined): RunsRow[] {
  if (group === undefined) return runs.map((run) => ({ key: run.runId, run }));
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const name = nameOf[group](run);
    const own = groups.get(name);
    if (own === undefined) groups.set(name, [run]);
    else own.push(run);
  }
  return [...groups].flatMap(([heading, own]): RunsRow[] => [
    { key: `group ${heading}`, heading },
    ...own.map((run): RunsRow => ({ key: run.runId, run })),
  ]);
}

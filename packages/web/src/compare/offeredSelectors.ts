import type { Run } from "@backstory/model";

/** A selector that is proposed, with what it means. */
export interface OfferedSelector {
  readonly selector: string;
  readonly means: string;
}

/** Two runs that are worth comparing: the newest of a target, and the one before it on its branch. */
export interface OfferedPair {
  readonly before: Run;
  readonly after: Run;
}

/** The selectors that the newest runs suggest: branches and builds by their names, then the runs themselves. */
export function offeredSelectors(runs: readonly Run[]): OfferedSelector[] {
  const branches = [
    ...new Set(runs.map(({ branch }) => branch).filter((branch) => branch !== "" && !branch.includes(":"))),
  ];
  const builds = [...new Set(runs.map(({ build }) => build.name ?? "").filter((name) => name !== ""))];
  return [
    { selector: "latest", means: "the newest run" },
    ...branches.flatMap((branch) => [
      { selector: `branch:${branch}`, means: "the newest complete run of this branch" },
      { selector: `branch:${branch}:10`, means: "the newest ten complete runs of this branch" },
    ]),
    ...builds.slice(0, 20).map((name) => ({ selector: `build:${name}`, means: "the runs of this build" })),
    ...runs.slice(0, 20).map(({ runId, target, branch }) => ({ selector: runId, means: `${target} ${branch}` })),
  ];
}

/** Of each target the newest run with the one before it on its branch, the newest first. */
export function offeredPairs(runs: readonly Run[]): OfferedPair[] {
  const seen = new Set<string>();
  return runs.flatMap((after, index) => {
    const key = JSON.stringify([after.project, after.target]);
    if (seen.has(key)) return [];
    const before = runs
      .slice(index + 1)
      .find((run) => run.project === after.project && run.target === after.target && run.branch === after.branch);
    if (before === undefined) return [];
    seen.add(key);
    return [{ before, after }];
  });
}

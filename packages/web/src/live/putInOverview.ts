import type { Overview, Run } from "@backstory/model";

const mostRuns = 30;

/**
 * The overview with a run renewed in the strip of its target, or put in by its place when it is new: so that a run can be
 * seen growing without asking for everything again.
 */
export function putInOverview(overview: Overview, run: Run): Overview {
  return {
    ...overview,
    targets: overview.targets.map((target) =>
      target.project === run.project && target.target === run.target
        ? { ...target, recentRuns: withRun(target.recentRuns, run) }
        : target,
    ),
  };
}

type Strip = Overview["targets"][number]["recentRuns"];

function withRun(strip: Strip, run: Run): Strip {
  const { runId, status, state, startedAt, durationMs, branch, commit, counts, errors } = run;
  const renewed = { runId, status, state, startedAt, durationMs, branch, commit, counts, errors };
  const others = strip.filter((each) => each.runId !== runId);
  return [...others, { ...renewed, buildName: run.build.name ?? "" }]
    .toSorted((one, other) => (one.runId < other.runId ? 1 : -1))
    .slice(0, mostRuns);
}

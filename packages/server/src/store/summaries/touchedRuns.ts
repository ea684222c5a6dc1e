import type { AssembledSubmission } from "@backstory/model";
import type { RunPlace } from "./addUpRun.ts";
import type { Relative } from "./relatives.ts";

/** A run that has to be added up anew, with its submissions; it is no more when it has none. */
export interface TouchedRun extends RunPlace {
  readonly submissionIds: readonly string[];
  /** A submission that is or was of it. */
  readonly like: string;
}

/** What was touched: submissions by id, with where they belonged and belong, and the targets of which a build is one run. */
export interface Touched {
  readonly project: string;
  readonly consolidated: ReadonlySet<string>;
  readonly relatives: ReadonlyMap<string, Relative>;
  readonly assembled: ReadonlyMap<string, AssembledSubmission>;
  readonly submissionIds: ReadonlySet<string>;
}

/** The submissions that have to be written anew: those that were touched, and those that belong elsewhere now. */
export function movedSubmissions({ relatives, assembled, submissionIds }: Touched): Set<string> {
  const moved = [...relatives.values()].filter(
    ({ submissionId, before }) => before !== undefined && !isSame(before, assembled.get(submissionId)),
  );
  return new Set([...submissionIds, ...moved.map(({ submissionId }) => submissionId)]);
}

function isSame(before: AssembledSubmission, now: AssembledSubmission | undefined): boolean {
  return (
    before.separateRunId === now?.separateRunId &&
    before.separateExecutionId === now.separateExecutionId &&
    before.buildRunId === now.buildRunId &&
    before.buildExecutionId === now.buildExecutionId &&
    before.buildName === now.buildName
  );
}

/** The runs that have or had one of these submissions, in each view that is kept. */
export function touchedRuns(touched: Touched, moved: ReadonlySet<string>): TouchedRun[] {
  const { project, relatives, assembled } = touched;
  const runs = new Map<string, TouchedRun & { readonly submissionIds: string[] }>();
  for (const submissionId of moved) {
    for (const place of [relatives.get(submissionId)?.before, assembled.get(submissionId)]) {
      for (const run of placesOf(touched, submissionId, place)) {
        const key = keyOf(run);
        if (!runs.has(key)) runs.set(key, { project, ...run, like: submissionId, submissionIds: [] });
      }
    }
  }
  for (const [submissionId, place] of assembled) {
    if (relatives.get(submissionId)?.deleted) continue;
    for (const run of placesOf(touched, submissionId, place)) runs.get(keyOf(run))?.submissionIds.push(submissionId);
  }
  return [...runs.values()];
}

/** A text that stands for a run in its project. */
export function keyOf({ view, target, runKey }: Omit<RunPlace, "project">): string {
  return JSON.stringify([view, target, runKey]);
}

function placesOf(
  { consolidated, relatives }: Touched,
  submissionId: string,
  place: AssembledSubmission | undefined,
): Omit<RunPlace, "project">[] {
  const target = relatives.get(submissionId)?.target;
  if (target === undefined || place === undefined) return [];
  const separate = { view: "separate", target, runKey: place.separateExecutionId } as const;
  if (place.buildName === "" || !consolidated.has(target)) return [separate];
  const build = { target, runKey: place.buildName };
  return [separate, { view: "appended", ...build }, { view: "replaced", ...build }];
}

/** What decides to which runs a submission belongs, from its first record. Texts are empty where it said nothing. */
export interface SubmissionToAssemble {
  readonly submissionId: string;
  readonly target: string;
  readonly buildName: string;
  readonly commit: string;
  /** It runs again what another submission ran. */
  readonly isRerun: boolean;
  /** A submission of the run that it reruns. */
  readonly rerunOf: string;
  /** Which part of a suite it is; 0 of 0 when the suite was not split. */
  readonly shardIndex: number;
  readonly shardTotal: number;
}

/**
 * Where a submission belongs. Taken by itself: `separateRunId` is the first submission of its execution, which is
 * `separateExecutionId` with its reruns. Together with its build: `buildRunId` is the first submission of the build, and
 * `buildExecutionId` the first of the shards that executed the suite once.
 */
export interface AssembledSubmission {
  readonly submissionId: string;
  readonly separateRunId: string;
  readonly separateExecutionId: string;
  readonly buildRunId: string;
  readonly buildExecutionId: string;
  /** The build that it was counted to: that of the submission which it reruns, else its own. */
  readonly buildName: string;
}

/**
 * Puts the submissions of one project together, by id. What comes out depends on which submissions there are, never on
 * the order in which they came. A rerun belongs to what it names; naming nothing, to the newest earlier submission of
 * its target and build that is no rerun, else of its target and commit; else it stands alone.
 */
export function assemble(submissions: readonly SubmissionToAssemble[]): Map<string, AssembledSubmission> {
  const sorted = submissions.toSorted(byId);
  const rootOf = rootsOf(sorted);
  const roots = sorted.filter(({ submissionId }) => rootOf.get(submissionId)?.submissionId === submissionId);
  const shardsTogether = executionsOfBuilds(roots);
  const firstOf = new Map<string, string>();
  const places = sorted.map(({ submissionId, target }) => {
    const root = rootOf.get(submissionId) as SubmissionToAssemble;
    const separate = key("execution", root.submissionId);
    const build = root.buildName === "" ? separate : key("build", target, root.buildName);
    for (const run of [separate, build]) if (!firstOf.has(run)) firstOf.set(run, submissionId);
    return { submissionId, root, separate, build };
  });
  return new Map(
    places.map(({ submissionId, root, separate, build }) => [
      submissionId,
      {
        submissionId,
        separateRunId: firstOf.get(separate) as string,
        separateExecutionId: root.submissionId,
        buildRunId: firstOf.get(build) as string,
        buildExecutionId: shardsTogether.get(root.submissionId) ?? root.submissionId,
        buildName: root.buildName,
      },
    ]),
  );
}

/** For each submission the one that began its execution: itself, or what it reruns, through reruns of reruns. */
function rootsOf(sorted: readonly SubmissionToAssemble[]): Map<string, SubmissionToAssemble> {
  const byItsId = new Map(sorted.map((submission) => [submission.submissionId, submission]));
  const newest = new Map<string, SubmissionToAssemble>();
  const before = new Map<string, SubmissionToAssemble>();
  for (const submission of sorted) {
    if (submission.isRerun) {
      const rerun = rerunBy(submission, byItsId, newest);
      if (rerun !== undefined) before.set(submission.submissionId, rerun);
    } else for (const place of placesOf(submission)) newest.set(place, submission);
  }
  return new Map(sorted.map((submission) => [submission.submissionId, walkBack(submission, before)]));
}

function rerunBy(
  { target, rerunOf, ...rerun }: SubmissionToAssemble,
  byItsId: ReadonlyMap<string, SubmissionToAssemble>,
  newest: ReadonlyMap<string, SubmissionToAssemble>,
): SubmissionToAssemble | undefined {
  if (rerunOf !== "") {
    const named = byItsId.get(rerunOf);
    return named?.target === target ? named : undefined;
  }
  for (const place of placesOf({ target, ...rerun })) {
    const found = newest.get(place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where a rerun that names nothing looks for what it reruns, in this order. */
function placesOf({ target, buildName, commit }: Pick<SubmissionToAssemble, "target" | "buildName" | "commit">) {
  return [
    ...(buildName === "" ? [] : [key("build", target, buildName)]),
    ...(commit === "" ? [] : [key("commit", target, commit)]),
  ];
}

/** Reruns that name each other in a circle begin with the earliest of them. */
function walkBack(
  submission: SubmissionToAssemble,
  before: ReadonlyMap<string, SubmissionToAssemble>,
): SubmissionToAssemble {
  const seen = new Set<SubmissionToAssemble>();
  for (let at = submission; ; ) {
    const next = before.get(at.submissionId);
    if (next === undefined) return at;
    if (seen.has(next)) return earliestOfCircle(next, before);
    seen.add(next);
    at = next;
  }
}

function earliestOfCircle(
  start: SubmissionToAssemble,
  before: ReadonlyMap<string, SubmissionToAssemble>,
): SubmissionToAssemble {
  let earliest = start;
  for (let at = before.get(start.submissionId); at !== undefined && at !== start; at = before.get(at.submissionId)) {
    if (at.submissionId < earliest.submissionId) earliest = at;
  }
  return earliest;
}

/**
 * Shards of one build and total executed the suite together: the first of each index once, the second of each index a
 * second time. What was not split is an execution of its own.
 */
function executionsOfBuilds(roots: readonly SubmissionToAssemble[]): Map<string, string> {
  const times = new Map<string, number>();
  const firstOfTime = new Map<string, string>();
  const executions = new Map<string, string>();
  for (const { submissionId, target, buildName, shardIndex, shardTotal } of roots) {
    if (buildName === "" || shardTotal < 2) continue;
    const shard = key("shard", target, buildName, String(shardTotal), String(shardIndex));
    const time = (times.get(shard) ?? 0) + 1;
    times.set(shard, time);
    const together = key("shards", target, buildName, String(shardTotal), String(time));
    if (!firstOfTime.has(together)) firstOfTime.set(together, submissionId);
    executions.set(submissionId, firstOfTime.get(together) as string);
  }
  return executions;
}

function key(...parts: string[]): string {
  return JSON.stringify(parts);
}

function byId(one: SubmissionToAssemble, other: SubmissionToAssemble): number {
  if (one.submissionId === other.submissionId) return 0;
  return one.submissionId < other.submissionId ? -1 : 1;
}

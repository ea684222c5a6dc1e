import type { Counts, RunView } from "@backstory/model";
import type { RunTotals } from "./runTotals.ts";
import type { SubmissionSummary } from "./submissionSummary.ts";

/** Which run of which view. */
export interface RunPlace {
  readonly project: string;
  readonly view: RunView;
  readonly target: string;
  readonly runKey: string;
}

/** How many tests of a run had which outcome, and how often tests were executed. */
export type RunCounts = Omit<Counts, "total"> & { readonly executions: number };

/** What a run adds up to, from its submissions, of which there is one at least, and the counts of its outcomes. */
export function addUpRun(place: RunPlace, members: readonly SubmissionSummary[], counts: RunCounts): RunTotals {
  const sorted = members.toSorted((one, other) => (one.submissionId < other.submissionId ? -1 : 1));
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("a run has a submission at least");
  const { passed, failed, broken, skipped, flaky, executions } = counts;
  const because = incompleteBecause(place.view, sorted);
  return {
    ...place,
    runId: first.submissionId,
    lastSubmissionId: last.submissionId,
    submissionCount: sorted.length,
    submissionIds: sorted.map(({ submissionId }) => submissionId),
    executionIds: sorted.map((member) => executionIn(place.view, member)),
    ...descriptionOf(sorted, first),
    ...because,
    complete: !because.noEnd && !because.shardLost && !because.fewerResults,
    pinned: sorted.some(({ pinned }) => pinned),
    startedAt: earliest(sorted.map(({ startedAt }) => startedAt)),
    finishedAt: because.noEnd ? null : latest(sorted.map(({ finishedAt, lastResultAt }) => finishedAt ?? lastResultAt)),
    lastResultAt: latest(sorted.map(({ lastResultAt }) => lastResultAt)),
    lastReceivedAt: latest(sorted.map(({ lastReceivedAt }) => lastReceivedAt)),
    exitStatus: exitStatusOf(sorted),
    expectedTests: expectedOf(sorted),
    ...{ passed, failed, broken, skipped, flaky, executions },
    errors: sorted.reduce((sum, { errors }) => sum + errors, 0),
  };
}

/** The execution that a submission belongs to in a view. */
export function executionIn(
  view: RunView,
  summary: Pick<SubmissionSummary, "separateExecutionId" | "buildExecutionId">,
): string {
  return view === "separate" ? summary.separateExecutionId : summary.buildExecutionId;
}

/** The row that says that there is no such run any more. */
export function noRun(place: RunPlace, like: SubmissionSummary): RunTotals {
  const counts = { passed: 0, failed: 0, broken: 0, skipped: 0, flaky: 0, executions: 0 };
  return { ...addUpRun(place, [like], counts), submissionCount: 0, complete: false };
}

/** The word of the first submission that has one stands for the run. */
function descriptionOf(sorted: readonly SubmissionSummary[], first: SubmissionSummary) {
  const { runner, recorder, host, variant } = first;
  const word = (key: "branch" | "commit" | "git" | "ci" | "labels"): string =>
    sorted.find((each) => each[key] !== "")?.[key] ?? "";
  return {
    ...{ runner, recorder, host, variant, buildName: first.buildName },
    ...{ branch: word("branch"), commit: word("commit"), git: word("git"), ci: word("ci"), labels: word("labels") },
    build: buildOf(sorted),
  };
}

/** One build of several records: later descriptions and reasons hold; it failed if one said so, else passed if one did. */
function buildOf(sorted: readonly SubmissionSummary[]): string {
  const texts = [...new Set(sorted.map(({ build }) => build).filter((text) => text !== ""))];
  if (texts.length < 2) return texts[0] ?? "";
  const builds = texts.map((text) => JSON.parse(text) as Record<string, unknown>);
  const results = builds.map(({ result }) => result).filter((result) => result !== undefined);
  const said = Object.assign({}, ...builds.map(withoutEmpty)) as Record<string, unknown>;
  const result = ["fail", "failed", "pass", "passed"].find((word) => results.includes(word)) ?? results[0];
  const name = builds.find((build) => build["name"] !== undefined)?.["name"];
  return JSON.stringify({ ...said, ...(name !== undefined && { name }), ...(result !== undefined && { result }) });
}

function withoutEmpty(build: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(build).filter(([, value]) => value !== ""));
}

/** The worst of them: an interrupted shard makes an interrupted run. */
function exitStatusOf(sorted: readonly SubmissionSummary[]): number | null {
  const known = sorted.map(({ exitStatus }) => exitStatus).filter((status) => status !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** What the first executions expect together; reruns expect what is expected already. */
function expectedOf(sorted: readonly SubmissionSummary[]): number | null {
  const begun = sorted.filter(({ submissionId, separateExecutionId }) => submissionId === separateExecutionId);
  const first = begun.filter(({ buildExecutionId }) => buildExecutionId === begun[0]?.buildExecutionId);
  const known = first.map(({ expectedTests }) => expectedTests).filter((tests) => tests !== null);
  return known.length === 0 ? null : known.reduce((sum, tests) => sum + tests, 0);
}

/** Why a run is not complete. A shard that is a run by itself lacks no other shard. */
export function incompleteBecause(
  view: RunView,
  members: readonly SubmissionSummary[],
): Pick<RunTotals, "noEnd" | "shardLost" | "fewerResults"> {
  return {
    noEnd: members.some(({ ended }) => !ended),
    shardLost: view !== "separate" && lacksShard(members),
    fewerResults: members.some(hasFewerResults),
  };
}

/** Whether a submission ended with fewer results than it had said to expect. */
export function hasFewerResults(
  summary: Omit<RunCounts, "executions"> & Pick<SubmissionSummary, "ended" | "expectedTests" | "reportedResults">,
): boolean {
  const { ended, expectedTests, reportedResults } = summary;
  if (!ended || expectedTests === null) return false;
  const { passed, failed, broken, skipped, flaky } = summary;
  return (reportedResults ?? passed + failed + broken + skipped + flaky) < expectedTests;
}

function lacksShard(members: readonly SubmissionSummary[]): boolean {
  const present = new Map<number, Set<number>>();
  for (const { shardIndex, shardTotal } of members) {
    if (shardTotal < 2) continue;
    present.set(shardTotal, (present.get(shardTotal) ?? new Set()).add(shardIndex));
  }
  return [...present].some(([total, indexes]) => indexes.size < total);
}

function earliest(times: readonly string[]): string {
  return times.reduce((one, other) => (other < one ? other : one));
}

function latest(times: readonly string[]): string {
  return times.reduce((one, other) => (other > one ? other : one));
}

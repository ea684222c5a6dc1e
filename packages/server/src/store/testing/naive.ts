import { type Counts, isFailing, type Outcome, outcomeOf, outcomes, type RunView, type Status } from "@backstory/model";
import type { GeneratedAttempt, GeneratedSubmission } from "./generatedHistory.ts";

/** How a target is read, and what people said: `overrides` and `deleted` name submissions. */
export interface NaiveRules {
  readonly view: RunView;
  readonly interpretation: Readonly<Record<string, Status>>;
  readonly deleted: ReadonlySet<string>;
  /** `<submissionId> <test>` and what it was said to be, the newest last. */
  readonly overrides: ReadonlyMap<string, Status>;
}

/** A run put together by hand. */
export interface NaiveRun {
  readonly runId: string;
  readonly target: string;
  readonly submissionIds: readonly string[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly attempts: ReadonlyMap<string, number>;
  readonly counts: Readonly<Record<Outcome | "total", number>>;
  readonly executions: number;
  readonly errors: number;
  readonly incompleteBecause: readonly string[];
}

/** The runs of one target, newest first, by walking through everything again for everything. */
export function naiveRuns(all: readonly GeneratedSubmission[], rules: NaiveRules): NaiveRun[] {
  const present = all
    .filter(({ submissionId }) => !rules.deleted.has(submissionId))
    .toSorted((one, other) => (one.submissionId < other.submissionId ? -1 : 1));
  const groups = new Map<string, GeneratedSubmission[]>();
  for (const submission of present) {
    const root = rootOf(submission, present, []);
    const key = rules.view === "separate" || root.buildName === "" ? root.submissionId : `build ${root.buildName}`;
    groups.set(key, [...(groups.get(key) ?? []), submission]);
  }
  return [...groups.values()]
    .map((members) => naiveRun(members, present, rules))
    .toSorted((one, other) => (one.runId < other.runId ? 1 : -1));
}

/** What a submission reruns, to the end; those that rerun each other begin with the earliest of them. */
function rootOf(
  submission: GeneratedSubmission,
  present: readonly GeneratedSubmission[],
  path: readonly GeneratedSubmission[],
): GeneratedSubmission {
  const begun = path.indexOf(submission);
  if (begun !== -1) {
    const circle = path.slice(begun).map(({ submissionId }) => submissionId);
    return present.find(({ submissionId }) => submissionId === circle.toSorted()[0]) as GeneratedSubmission;
  }
  const before = rerunBy(submission, present);
  return before === undefined ? submission : rootOf(before, present, [...path, submission]);
}

function rerunBy(
  { submissionId, target, rerun, buildName, commit }: GeneratedSubmission,
  present: readonly GeneratedSubmission[],
): GeneratedSubmission | undefined {
  if (rerun === undefined) return undefined;
  const ofTarget = present.filter((each) => each.target === target);
  if (rerun.of !== "") return ofTarget.find((each) => each.submissionId === rerun.of);
  const earlier = ofTarget.filter((each) => each.rerun === undefined && each.submissionId < submissionId).toReversed();
  const ofBuild = earlier.find((each) => buildName !== "" && each.buildName === buildName);
  return ofBuild ?? earlier.find((each) => commit !== "" && each.commit === commit);
}

function naiveRun(
  members: readonly GeneratedSubmission[],
  present: readonly GeneratedSubmission[],
  rules: NaiveRules,
): NaiveRun {
  const executionOf = (member: GeneratedSubmission): string => {
    const root = rootOf(member, present, []);
    return rules.view === "separate" ? root.submissionId : executionOfShard(root, present);
  };
  const results = new Map<string, readonly Outcome[]>();
  const attempts = new Map<string, number>();
  for (const test of new Set(members.flatMap((member) => [...member.attempts.keys()]))) {
    const having = members.filter((member) => member.attempts.has(test));
    const executions = [...new Set(having.map(executionOf))].toSorted();
    results.set(
      test,
      executions.map((execution) =>
        outcomeIn(
          having.filter((each) => executionOf(each) === execution),
          test,
          rules,
          {
            members: members.filter((each) => executionOf(each) === execution),
          },
        ),
      ),
    );
    attempts.set(
      test,
      having.reduce((sum, each) => sum + (each.attempts.get(test)?.length ?? 0), 0),
    );
  }
  const ended = new Map([...results].map(([test, each]) => [test, combined(each, rules.view)]));
  const found = [...ended.values()];
  return {
    runId: members[0]?.submissionId as string,
    target: members[0]?.target as string,
    submissionIds: members.map(({ submissionId }) => submissionId),
    outcomes: ended,
    attempts,
    counts: {
      ...(Object.fromEntries(outcomes.map((each) => [each, found.filter((is) => is === each).length])) as Counts),
      total: found.length,
    },
    executions:
      rules.view === "replaced" && isOfBuild(members, present)
        ? results.size
        : [...results.values()].reduce((sum, each) => sum + each.length, 0),
    errors: members.reduce((sum, { errors }) => sum + errors, 0),
    incompleteBecause: incompleteBecause(members, rules.view === "separate" || !isOfBuild(members, present)),
  };
}

function isOfBuild(members: readonly GeneratedSubmission[], present: readonly GeneratedSubmission[]): boolean {
  return members.some((member) => rootOf(member, present, []).buildName !== "");
}

/** The shards of a build and total that came for the same time execute together. */
function executionOfShard(root: GeneratedSubmission, present: readonly GeneratedSubmission[]): string {
  const { shard, buildName, target, submissionId } = root;
  if (shard === undefined || shard.total < 2 || buildName === "") return submissionId;
  const shards = present.filter(
    (each) =>
      rootOf(each, present, []) === each &&
      each.target === target &&
      each.buildName === buildName &&
      each.shard?.total === shard.total,
  );
  const timeOf = (each: GeneratedSubmission): number =>
    shards.filter((other) => other.shard?.index === each.shard?.index && other.submissionId <= each.submissionId)
      .length;
  return shards.find((each) => timeOf(each) === timeOf(root))?.submissionId as string;
}

function outcomeIn(
  having: readonly GeneratedSubmission[],
  test: string,
  { interpretation, overrides }: NaiveRules,
  { members }: { readonly members: readonly GeneratedSubmission[] },
): Outcome {
  const said = [...overrides].findLast(([key]) =>
    members.some(({ submissionId }) => key === `${submissionId} ${test}`),
  );
  if (said !== undefined) return said[1];
  const tries = having.flatMap((each) => [...(each.attempts.get(test) as readonly GeneratedAttempt[])]);
  return outcomeOf(
    tries.map(({ status, rawStatus }) => interpretation[rawStatus === "" ? status : rawStatus] ?? status),
  );
}

function combined(executions: readonly Outcome[], view: RunView): Outcome {
  if (view === "replaced") return executions.at(-1) as Outcome;
  const order: readonly Outcome[] = ["failed", "broken", "flaky", "passed", "skipped"];
  return order.find((outcome) => executions.includes(outcome)) as Outcome;
}

function incompleteBecause(members: readonly GeneratedSubmission[], isAlone: boolean): string[] {
  const totals = new Set(members.map(({ shard }) => shard?.total ?? 0));
  const lacksShard = [...totals].some((total) =>
    Array.from({ length: total }, (_, index) => index + 1).some(
      (index) => !members.some(({ shard }) => shard?.total === total && shard.index === index),
    ),
  );
  return [
    ...(members.some(({ ended }) => !ended) ? ["no-end"] : []),
    ...(lacksShard && !isAlone ? ["shard-lost"] : []),
    ...(members.some(({ ended, lacking }) => ended && (lacking ?? 0) > 0) ? ["fewer-results"] : []),
  ];
}

/** Whether a run made by hand failed. */
export function naiveStatus({ errors, outcomes: all, counts }: NaiveRun): "failed" | "passed" | "empty" {
  if (errors > 0 || [...all.values()].some(isFailing)) return "failed";
  return counts.total === 0 ? "empty" : "passed";
}

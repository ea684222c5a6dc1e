import {
  isFailing,
  maskedFirstLine,
  newSubmissionId,
  type Outcome,
  outcomeOf,
  type RunState,
  type Status,
} from "@backstory/model";
import fc from "fast-check";
import type { Store } from "../store.ts";
import { idOf, partOf, resultOf, submissionOf, type TestRecord, type Whose } from "./submit.ts";

/** One test of a generated run: its attempts, how long the last took, and a label of it. */
export interface SmallResult {
  readonly test: number;
  readonly attempts: readonly Status[];
  readonly durationMs: number;
  readonly feature: string;
  /** Which of a few messages it fails with. */
  readonly defect: number;
}

/** A generated run: a submission, and perhaps one that reruns some of it in a new process. */
export interface SmallRun {
  readonly target: string;
  readonly branch: string;
  readonly os: string;
  readonly team: string;
  readonly pipeline: number;
  readonly ended: boolean;
  readonly seconds: number;
  readonly results: readonly SmallResult[];
  readonly rerun: readonly SmallResult[];
}

/** What a generated run adds up to, recomputed from what was generated. */
export interface NaiveRun extends Omit<SmallRun, "results" | "rerun"> {
  readonly runId: string;
  readonly submissions: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly state: RunState;
  readonly tests: ReadonlyMap<string, NaiveTest>;
}

/** How one test ended in one run. */
export interface NaiveTest {
  readonly name: string;
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly durationMs: number;
  readonly feature: string;
  /** The first line of its last failure; empty when it never failed. */
  readonly failure: string;
}

const result: fc.Arbitrary<SmallResult> = fc.record({
  test: fc.nat(6),
  attempts: fc.oneof(
    { weight: 5, arbitrary: fc.constant<Status[]>(["passed"]) },
    {
      weight: 4,
      arbitrary: fc.array(fc.constantFrom<Status>("passed", "failed", "broken", "skipped"), {
        minLength: 1,
        maxLength: 3,
      }),
    },
  ),
  durationMs: fc.integer({ min: 0, max: 4_000 }).map((tenths) => tenths / 8),
  feature: fc.constantFrom("cart", "mail"),
  defect: fc.nat(2),
});

const results = (maxLength: number): fc.Arbitrary<SmallResult[]> =>
  fc.uniqueArray(result, { selector: ({ test }) => test, maxLength });

const run: fc.Arbitrary<SmallRun> = fc.record({
  target: fc.constantFrom("unit", "unit", "browser"),
  branch: fc.constantFrom("main", "main", "feature"),
  os: fc.constantFrom("linux", "windows"),
  team: fc.constantFrom("red", "blue"),
  pipeline: fc.nat(4),
  ended: fc.integer({ min: 0, max: 9 }).map((dice) => dice < 9),
  seconds: fc.integer({ min: 1, max: 5_000 }),
  results: results(7),
  rerun: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: results(3) }),
});

/** Histories of up to ten runs, an hour apart. */
export const smallHistory: fc.Arbitrary<SmallRun[]> = fc.array(run, { minLength: 1, maxLength: 10 });

/** When the first run of a history is begun. */
export const historyBegin = Date.UTC(2026, 9, 30, 20);

const hour = 3_600_000;

/** Keeps a history as a project of its own, and answers what it adds up to, oldest first. */
export async function keepHistory(store: Store, project: string, runs: readonly SmallRun[]): Promise<NaiveRun[]> {
  const naive = runs.map((each, index) => naiveRun(project, each, index));
  await Promise.all(runs.map((each, index) => keepRun(store, project, { run: each, naive: naive[index] as NaiveRun })));
  await store.settled();
  return naive;
}

async function keepRun(
  store: Store,
  project: string,
  {
    run: { target, branch, os, team, pipeline, ended, seconds, results: first, rerun },
    naive,
  }: { run: SmallRun; naive: NaiveRun },
): Promise<void> {
  const begun = Date.parse(naive.startedAt);
  const about = {
    git: { branch, commit: naive.runId.toLowerCase().replaceAll(/[^0-9a-f]/g, "0") },
    variant: { os },
    labels: { team: [team] },
    ...(pipeline > 0 && { ci: { provider: "github", runId: String(pipeline) } }),
    startedAt: naive.startedAt,
  };
  const finish = { kind: "end", finishedAt: new Date(begun + seconds * 1_000).toISOString(), exitStatus: 0 } as const;
  const owner: Whose = { project, target, submissionId: naive.runId };
  const records = [
    submissionOf(owner, about as never),
    ...first.flatMap((each) => recordsOf(each, naive.startedAt)),
    ...(ended ? [finish] : []),
  ];
  await store.append(partOf(owner, records));
  if (rerun.length === 0) return;
  const again: Whose = { ...owner, submissionId: newSubmissionId(begun + hour / 2) };
  const rerunRecord = submissionOf(again, { ...about, rerun: { of: naive.runId } } as never);
  await store.append(
    partOf(again, [rerunRecord, ...rerun.flatMap((each) => recordsOf(each, naive.startedAt)), finish]),
  );
}

function recordsOf({ test, attempts, durationMs, feature, defect }: SmallResult, startedAt: string): TestRecord[] {
  return attempts.map((status, index) =>
    resultOf(nameOf(test), {
      ...{
        status,
        attempt: index + 1,
        resultId: `${test}-${index}`,
        durationMs,
        labels: { feature: [feature] },
        startedAt,
      },
      ...(isFailing(status) && { failure: { type: "Error", message: messageOf(defect, index) } }),
    }),
  );
}

function nameOf(test: number): string {
  return `test_${test}`;
}

function messageOf(defect: number, attempt: number): string {
  return `defect ${"abc"[defect]}${"xyz"[attempt]}`;
}

function naiveRun(project: string, { results: first, rerun, ...about }: SmallRun, index: number): NaiveRun {
  const startedAt = new Date(historyBegin + index * 7 * hour).toISOString();
  const tests = new Map<string, NaiveTest>();
  const numbers = new Set([...first, ...rerun].map(({ test }) => test));
  for (const test of numbers) {
    const tries = [...first, ...rerun].filter((each) => each.test === test);
    tests.set(idOf(project, resultOf(nameOf(test))), naiveTest(test, tries));
  }
  return {
    ...about,
    runId: newSubmissionId(Date.parse(startedAt)),
    submissions: rerun.length > 0 ? 2 : 1,
    ...{ startedAt, tests },
    durationMs: about.ended
      ? about.seconds * 1_000
      : Math.max(0, ...[...first, ...rerun].map(({ durationMs }) => Math.trunc(durationMs))),
    state: about.ended ? "complete" : "running",
  };
}

function naiveTest(test: number, tries: readonly SmallResult[]): NaiveTest {
  const attempts = tries.flatMap(({ attempts: own, defect }) =>
    own.map((status, index) => ({ status, defect, index })),
  );
  const last = tries.at(-1) as SmallResult;
  const failed = attempts.findLast(({ status }) => isFailing(status));
  return {
    name: nameOf(test),
    outcome: outcomeOf(attempts.map(({ status }) => status)),
    attempts: attempts.length,
    ...{ durationMs: last.durationMs, feature: last.feature },
    failure: failed === undefined ? "" : maskedFirstLine(messageOf(failed.defect, failed.index)),
  };
}

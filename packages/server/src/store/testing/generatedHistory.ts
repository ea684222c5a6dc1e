import { newSubmissionId, type RecordToWrite, type Status, statuses } from "@backstory/model";
import fc from "fast-check";
import { partOf, resultOf, submissionOf, type TestRecord, type Whose } from "./submit.ts";

/** One attempt of a test, as its runner told it. */
export interface GeneratedAttempt {
  readonly status: Status;
  readonly rawStatus: string;
}

/** A submission with everything that is known to be true of it. `attempts` is by the name of the test. */
export interface GeneratedSubmission {
  readonly submissionId: string;
  readonly target: string;
  readonly branch: string;
  readonly commit: string;
  readonly buildName: string;
  /** Undefined when it is no rerun; `of` is empty when it does not say of what. */
  readonly rerun: { readonly of: string } | undefined;
  readonly shard: { readonly index: number; readonly total: number } | undefined;
  readonly ended: boolean;
  /** How many results it had said to expect beyond those that came; undefined when it said nothing. */
  readonly lacking: number | undefined;
  readonly errors: number;
  readonly attempts: ReadonlyMap<string, readonly GeneratedAttempt[]>;
}

/** Submissions in the order of their ids, and the order in which their parts arrive. */
export interface GeneratedHistory {
  readonly submissions: readonly GeneratedSubmission[];
  readonly arrivals: readonly Arrival[];
}

/** One sending of the lines of a submission from `from` up to `to`, in shares of all of its lines. */
interface Arrival {
  readonly submission: number;
  readonly share: number;
}

/** The names of the tests of generated histories. */
export const generatedTests = ["test_a", "test_b", "test_c", "test_d"] as const;

/** The targets of generated histories. */
export const generatedTargets = ["unit", "browser"] as const;

const rawStatuses: Readonly<Record<Status, readonly string[]>> = {
  passed: ["", "passed", "xpassed"],
  failed: ["failed", "timedOut"],
  broken: ["error"],
  skipped: ["skipped", "xfailed"],
};

const attempt: fc.Arbitrary<GeneratedAttempt> = fc
  .constantFrom(...statuses)
  .chain((status) => fc.record({ status: fc.constant(status), rawStatus: fc.constantFrom(...rawStatuses[status]) }));

const tries = fc.array(attempt, { minLength: 1, maxLength: 3, size: "max" });

const attempts = fc
  .tuple(fc.subarray([...generatedTests], { minLength: 2 }), fc.tuple(tries, tries, tries, tries))
  .map(([names, all]) => new Map(names.map((name, index) => [name as string, all[index] as GeneratedAttempt[]])));

/** How a submission is drawn; `of` and `shard` become ids and members where they make sense. */
const drawn = fc.record({
  target: fc.constantFrom("unit", "unit", "unit", "browser"),
  branch: fc.constantFrom("main", "main", "feature"),
  commit: fc.constantFrom("c1", "c2", ""),
  buildName: fc.constantFrom("1.0", "1.0", "1.0", "2.0", ""),
  rerun: fc.constantFrom("no", "no", "named", "unnamed"),
  of: fc.nat(20),
  shard: fc.constantFrom(undefined, { index: 1, total: 2 }, { index: 2, total: 2 }),
  ended: fc.constantFrom(true, true, true, false),
  lacking: fc.constantFrom(undefined, undefined, 0, 2),
  errors: fc.constantFrom(0, 0, 1),
  attempts,
});

const first = Date.UTC(2026, 9, 1);

/**
 * Histories of a few submissions: shards, retries, replacements, reruns that name their run or do not, incomplete ones,
 * branches; each arrives in one or two parts, some twice, in any order, so that the clocks of recorders seem to be off.
 */
export const generatedHistory: fc.Arbitrary<GeneratedHistory> = fc
  .array(drawn, { minLength: 4, maxLength: 8, size: "max" })
  .chain((all) => {
    const submissions = all.map(({ of, rerun, ...rest }, index) => ({
      ...rest,
      submissionId: idOfNumber(index),
      rerun: rerun === "no" ? undefined : { of: rerun === "named" ? idOfNumber(of % (all.length + 1)) : "" },
    }));
    const sendings = all.flatMap((_, submission) => [
      { submission, share: 0.5 },
      { submission, share: 1 },
    ]);
    return fc.record({
      submissions: fc.constant(submissions),
      arrivals: fc.shuffledSubarray(sendings, { minLength: sendings.length }),
    });
  });

function idOfNumber(index: number): string {
  return newSubmissionId(first + index * 3_600_000, new Uint8Array(10).fill(index + 1));
}

/** The ids of a history in a project of its own: the same ids in two projects would be one submission. */
export function ownedHistory(history: GeneratedHistory, number: number): GeneratedHistory {
  const own = (id: string): string => (id === "" ? "" : `${id.slice(0, 18)}${String(number).padStart(8, "0")}`);
  return {
    ...history,
    submissions: history.submissions.map(({ submissionId, rerun, ...rest }) => ({
      ...rest,
      submissionId: own(submissionId),
      rerun: rerun && { of: own(rerun.of) },
    })),
  };
}

/** The records of a submission, first to last. */
function recordsOfGenerated(project: string, submission: GeneratedSubmission): TestRecord[] {
  const { branch, commit, buildName, rerun, shard, ended, lacking, errors } = submission;
  const results = resultsOf(submission);
  const members = {
    git: { branch, ...(commit !== "" && { commit }) },
    ...(buildName !== "" && { build: { name: buildName } }),
    ...(rerun !== undefined && { rerun: rerun.of === "" ? {} : { of: rerun.of } }),
    ...(shard !== undefined && { shard }),
    ...(lacking !== undefined && { expectedTests: submission.attempts.size + lacking }),
  };
  const problems = Array.from({ length: errors }, () => ({ kind: "error" as const, where: "w", message: "m" }));
  const end = { kind: "end" as const, finishedAt: "2026-11-21T10:00:09.000Z", exitStatus: 0 };
  const counts = { tests: submission.attempts.size };
  return [
    submissionOf(whoseOf(project, submission), members as Partial<RecordToWrite>),
    ...results,
    ...problems,
    ...(ended ? [{ ...end, ...(lacking !== undefined && { counts }) }] : []),
  ];
}

function resultsOf({ attempts: all }: GeneratedSubmission): TestRecord[] {
  return [...all].flatMap(([name, tries]) =>
    tries.map(({ status, rawStatus }, index) =>
      resultOf(name, {
        ...{ status, attempt: index + 1, resultId: `${name}-${index}` },
        ...(rawStatus !== "" && { rawStatus }),
        ...((status === "failed" || status === "broken") && { failure: { message: `${name} ${index}` } }),
      }),
    ),
  );
}

function whoseOf(project: string, { target, submissionId }: GeneratedSubmission): Whose {
  return { project, target, submissionId };
}

/** The parts of a history in the order in which they arrive, as the server makes them of what recorders send again. */
export function partsOfGenerated(project: string, { submissions, arrivals }: GeneratedHistory) {
  const kept = new Map<number, number>();
  return arrivals.flatMap(({ submission: index, share }) => {
    const submission = submissions[index] as GeneratedSubmission;
    const records = recordsOfGenerated(project, submission);
    const to = Math.max(1, Math.floor(records.length * share));
    const from = kept.get(index) ?? 0;
    kept.set(index, Math.max(from, to));
    // What is kept already is sent again as it is: it changes nothing.
    return partOf(whoseOf(project, submission), records.slice(0, to), from < to ? from : 0);
  });
}

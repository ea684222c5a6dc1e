import {
  type ChangeClass,
  classify,
  falseDiscoveryRate,
  falseDiscoveryValues,
  fisherExact,
  type SideCounts,
  type Slowness,
} from "@backstory/model";
import type { ChangedTest } from "./changedTests.ts";
import { type ComparableRun, isComplete } from "./comparableRuns.ts";
import type { FoundFingerprint } from "./lastFingerprints.ts";

/** What is known of tests on two sides. */
export interface KnownOfTests {
  readonly changed: readonly ChangedTest[];
  readonly slow: ReadonlyMap<string, Slowness>;
  /** Of the tests that fail on both sides, under their newest ids. */
  readonly fingerprints: readonly FoundFingerprint[];
  readonly before: readonly ComparableRun[];
  readonly after: readonly ComparableRun[];
}

/** A test with what is said of it. `test` is undefined for one that only passed, and is in a class all the same. */
export interface JudgedTest {
  readonly testId: string;
  readonly test: ChangedTest | undefined;
  readonly classes: readonly ChangeClass[];
  readonly p: number | null;
  readonly q: number | null;
}

/** Says of each test in which classes it is; tests that are in none are left out. */
export function judgeTests(known: KnownOfTests): JudgedTest[] {
  const chances = chancesOf(known.changed);
  const printsBefore = printsOn(known.fingerprints, known.before);
  const printsAfter = printsOn(known.fingerprints, known.after);
  const { slow } = known;
  const beforeIsComplete = isComplete(known.before);
  const afterIsComplete = isComplete(known.after);
  const judged = known.changed.map((test) => {
    const { testId, before, after } = test;
    const chance = chances.get(testId);
    const classes = classify({
      ...{ before, after, beforeIsComplete, afterIsComplete },
      fingerprintsBefore: printsBefore.get(testId) ?? [],
      fingerprintsAfter: printsAfter.get(testId) ?? [],
      isSlower: slow.has(testId),
      significance: chance === undefined || chance.q > falseDiscoveryRate ? 0 : chance.direction,
    });
    return { testId, test, classes, p: chance?.p ?? null, q: chance?.q ?? null };
  });
  const changed = new Set(known.changed.map(({ testId }) => testId));
  const onlySlower = [...slow.keys()].filter((testId) => !changed.has(testId));
  return [
    ...judged.filter(({ classes }) => classes.length > 0),
    ...onlySlower.map((testId) => ({ testId, test: undefined, classes: ["slower"] as const, p: null, q: null })),
  ];
}

interface Chance {
  readonly p: number;
  readonly q: number;
  readonly direction: -1 | 0 | 1;
}

/** Of the tests that ran on both sides and failed on one at least; runs that skipped them do not count. */
function chancesOf(tests: readonly ChangedTest[]): Map<string, Chance> {
  const looked = tests.filter(({ before, after }) => {
    return ran(before) > 0 && ran(after) > 0 && before.failing + after.failing > 0;
  });
  const ps = looked.map(({ before, after }) =>
    fisherExact({
      ...{ failedBefore: before.failing, otherBefore: ran(before) - before.failing },
      ...{ failedAfter: after.failing, otherAfter: ran(after) - after.failing },
    }),
  );
  const qs = falseDiscoveryValues(ps);
  return new Map(
    looked.map(({ testId, before, after }, index) => {
      const direction = Math.sign(after.failing / ran(after) - before.failing / ran(before)) as Chance["direction"];
      return [testId, { p: ps[index] as number, q: qs[index] as number, direction }];
    }),
  );
}

function ran({ runs, skipped }: SideCounts): number {
  return runs - skipped;
}

/** The fingerprints of each test on a side, that of the last failing submission of each run. */
function printsOn(
  fingerprints: readonly FoundFingerprint[],
  runs: readonly ComparableRun[],
): Map<string, readonly string[]> {
  const runOf = new Map(runs.flatMap(({ runId, submissionIds }) => submissionIds.map((id) => [id, runId] as const)));
  const lasts = new Map<string, Map<string, FoundFingerprint>>();
  for (const found of fingerprints) {
    const runId = runOf.get(found.submissionId);
    if (runId === undefined) continue;
    const ofTest = lasts.get(found.testId) ?? new Map<string, FoundFingerprint>();
    lasts.set(found.testId, ofTest);
    if (found.submissionId > (ofTest.get(runId)?.submissionId ?? "")) ofTest.set(runId, found);
  }
  return new Map([...lasts].map(([testId, ofTest]) => [testId, [...ofTest.values()].map((each) => each.fingerprint)]));
}

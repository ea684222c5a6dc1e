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
import type { FingerprintInRun } from "./fingerprintsOfRuns.ts";

/** What is known of tests on two sides. */
export interface KnownOfTests {
  readonly changed: readonly ChangedTest[];
  readonly slow: ReadonlyMap<string, Slowness>;
  readonly fingerprints: readonly FingerprintInRun[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly beforeIsComplete: boolean;
  readonly afterIsComplete: boolean;
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
  const { beforeIsComplete, afterIsComplete, slow } = known;
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

function printsOn(fingerprints: readonly FingerprintInRun[], runIds: readonly string[]): Map<string, string[]> {
  const runs = new Set(runIds);
  const prints = new Map<string, string[]>();
  for (const { testId, runId, fingerprint } of fingerprints) {
    if (!runs.has(runId)) continue;
    const known = prints.get(testId);
    if (known === undefined) prints.set(testId, [fingerprint]);
    else known.push(fingerprint);
  }
  return prints;
}

import { type AbsenceReason, type ChangeClass, changeClasses, type SideResult } from "./changes.ts";

/** In how many runs of a side a test had which outcome. */
export type SideCounts = Pick<SideResult, "runs" | "passed" | "failing" | "flaky" | "skipped">;

/** One test on two sides, and what is known about the sides. */
export interface TwoSides {
  readonly before: SideCounts;
  readonly after: SideCounts;
  /** Whether every run of the side is complete. Of others nothing is concluded from what is not there. */
  readonly beforeIsComplete: boolean;
  readonly afterIsComplete: boolean;
  /** The fingerprints of its failures, one of each failing run. */
  readonly fingerprintsBefore: readonly string[];
  readonly fingerprintsAfter: readonly string[];
  readonly isSlower: boolean;
  /** Whether it fails after more (1) or less (-1) often than chance explains, or neither (0). */
  readonly significance: -1 | 0 | 1;
}

/** Every class that one test is in. None: nothing changed that anybody needs to look at. */
export function classify(sides: TwoSides): ChangeClass[] {
  return changeClasses.filter((name) => rules[name](sides));
}

const rules: Readonly<Record<ChangeClass, (sides: TwoSides) => boolean>> = {
  newlyFailing: ({ before, after }) => after.failing > 0 && before.failing === 0,
  failingDifferently: ({ before, after, fingerprintsBefore, fingerprintsAfter }) =>
    before.failing > 0 &&
    after.failing > 0 &&
    fingerprintsAfter.length > 0 &&
    fingerprintsBefore.length > 0 &&
    !fingerprintsAfter.some((fingerprint) => fingerprintsBefore.includes(fingerprint)),
  stillFailing: ({ before, after }) => before.failing > 0 && after.failing > 0,
  worse: ({ significance }) => significance === 1,
  flaky: ({ after }) => after.flaky > 0,
  slower: ({ isSlower }) => isSlower,
  fixed: ({ before, after, afterIsComplete }) =>
    afterIsComplete && before.failing > 0 && after.failing === 0 && after.flaky === 0 && after.passed > 0,
  better: ({ significance }) => significance === -1,
  added: ({ before, after, beforeIsComplete }) => beforeIsComplete && before.runs === 0 && after.runs > 0,
  missing: ({ before, after, afterIsComplete }) => afterIsComplete && before.runs > 0 && after.runs === 0,
  unreported: ({ before, after, afterIsComplete }) => !afterIsComplete && before.runs > 0 && after.runs === 0,
  skippedNow: ({ before, after }) =>
    after.runs > 0 && after.skipped === after.runs && before.runs > 0 && before.skipped < before.runs,
};

/** What was asked for in the runs of a side: `arguments` of the runner, and how many collected tests were left out. */
export interface Selection {
  readonly arguments: readonly string[];
  readonly deselected: number;
}

/** What is known of two sides when a test of the first is not in the second. */
export interface Absence {
  readonly selectionBefore: Selection;
  readonly selectionAfter: Selection;
  readonly afterIsComplete: boolean;
  /** A shard of a run after never came. */
  readonly lostShard: boolean;
}

/**
 * Why tests of before are not there after. Of runs that are not complete nothing is concluded. Otherwise it was left out
 * when after was asked for with other arguments than before, or left more tests out; else it is gone.
 */
export function absenceReason({ selectionBefore, selectionAfter, afterIsComplete, lostShard }: Absence): AbsenceReason {
  if (!afterIsComplete) return lostShard ? "shard-lost" : "incomplete";
  const others = new Set(selectionBefore.arguments);
  const asked = selectionAfter.arguments;
  const askedOtherwise = asked.length > 0 && (asked.length !== others.size || asked.some((word) => !others.has(word)));
  return askedOtherwise || selectionAfter.deselected > selectionBefore.deselected ? "deselected" : "removed";
}

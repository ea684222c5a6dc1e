import { describe, expect, it } from "vitest";
import type { AbsenceReason, ChangeClass } from "./changes.ts";
import { absenceReason, classify, type SideCounts, type TwoSides } from "./classify.ts";

/** A side of runs in which the test passed (P), failed (F), was flaky (f) or skipped (S), a letter a run. */
function side(letters: string): SideCounts {
  const of = (letter: string): number => [...letters].filter((each) => each === letter).length;
  return { runs: letters.length, passed: of("P"), failing: of("F"), flaky: of("f"), skipped: of("S") };
}

function twoSides(before: string, after: string, more: Partial<TwoSides> = {}): TwoSides {
  return {
    ...{ before: side(before), after: side(after), beforeIsComplete: true, afterIsComplete: true },
    ...{ fingerprintsBefore: [], fingerprintsAfter: [], isSlower: false, significance: 0, ...more },
  };
}

describe("one test on two sides", () => {
  it.each<[string, string, ChangeClass[]]>([
    ["P", "P", []],
    ["P", "F", ["newlyFailing"]],
    ["F", "F", ["stillFailing"]],
    ["F", "P", ["fixed"]],
    ["f", "F", ["newlyFailing"]],
    ["S", "F", ["newlyFailing"]],
    ["", "F", ["newlyFailing", "added"]],
    ["", "P", ["added"]],
    ["", "S", ["added"]],
    ["P", "f", ["flaky"]],
    ["F", "f", ["flaky"]],
    ["", "f", ["flaky", "added"]],
    ["P", "", ["missing"]],
    ["S", "", ["missing"]],
    ["P", "S", ["skippedNow"]],
    ["F", "S", ["skippedNow"]],
    ["S", "S", []],
    ["S", "P", []],
    ["PPF", "PFP", ["stillFailing"]],
    ["PPP", "PFP", ["newlyFailing"]],
    ["PFP", "PSP", ["fixed"]],
    ["PFP", "PfP", ["flaky"]],
    ["PSP", "SSS", ["skippedNow"]],
  ])("that was '%s' and is '%s' is in %j", (before, after, classes) => {
    expect(classify(twoSides(before, after))).toEqual(classes);
  });

  it("is neither missing nor fixed when the runs after are not complete", () => {
    expect(classify(twoSides("P", "", { afterIsComplete: false }))).toEqual(["unreported"]);
    expect(classify(twoSides("F", "P", { afterIsComplete: false }))).toEqual([]);
    expect(classify(twoSides("P", "F", { afterIsComplete: false }))).toEqual(["newlyFailing"]);
  });

  it("is not said to be added when the runs before are not complete", () => {
    expect(classify(twoSides("", "F", { beforeIsComplete: false }))).toEqual(["newlyFailing"]);
  });

  it("fails differently when no failure after looks like one before", () => {
    const told = (fingerprintsBefore: string[], fingerprintsAfter: string[]): ChangeClass[] =>
      classify(twoSides("F", "F", { fingerprintsBefore, fingerprintsAfter }));
    expect(told(["a"], ["b"])).toEqual(["failingDifferently", "stillFailing"]);
    expect(told(["a", "b"], ["b"])).toEqual(["stillFailing"]);
    expect(classify(twoSides("f", "F", { fingerprintsBefore: ["a"], fingerprintsAfter: ["b"] }))).toEqual([
      "newlyFailing",
    ]);
  });

  it("bears what was judged elsewhere", () => {
    expect(classify(twoSides("P", "P", { isSlower: true }))).toEqual(["slower"]);
    expect(classify(twoSides("PF", "FF", { significance: 1 }))).toEqual(["stillFailing", "worse"]);
    expect(classify(twoSides("PF", "PP", { significance: -1 }))).toEqual(["fixed", "better"]);
  });
});

describe("a test that is not there after", () => {
  const all = { arguments: [], deselected: 0 };
  const absence = { selectionBefore: all, selectionAfter: all, afterIsComplete: true, lostShard: false };

  it.each<[string, Partial<typeof absence> & object, AbsenceReason]>([
    ["of a complete run of everything is removed", {}, "removed"],
    [
      "of a run of a part is deselected",
      { selectionAfter: { arguments: ["-k cart"], deselected: 3 } as never },
      "deselected",
    ],
    ["of a run of the same part is removed", sameOnBoth(["tests"], 4), "removed"],
    [
      "is deselected when the same words leave out more",
      { ...sameOnBoth(["-m x"], 4), ...moreLeftOut(5) },
      "deselected",
    ],
    [
      "of a run of everything is removed, whatever was asked before",
      { selectionBefore: { arguments: ["-k a"], deselected: 9 } as never },
      "removed",
    ],
    ["of a run with a lost shard is in that shard, maybe", { afterIsComplete: false, lostShard: true }, "shard-lost"],
    ["of a run that did not end may still come", { afterIsComplete: false }, "incomplete"],
  ])("%s", (_, more, reason) => {
    expect(absenceReason({ ...absence, ...more })).toBe(reason);
  });

  function sameOnBoth(words: string[], deselected: number): object {
    const selection = { arguments: words, deselected };
    return { selectionBefore: selection, selectionAfter: selection };
  }

  function moreLeftOut(deselected: number): object {
    return { selectionAfter: { arguments: ["-m x"], deselected } };
  }
});

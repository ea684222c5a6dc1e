import { describe, expect, test } from "vitest";
import { narrowed, nextRound, stillFailing } from "./rerunPlans.ts";
import type { NotedTest, RunNote } from "./runNote.ts";

const adds: NotedTest = { suite: "cart.test.ts", name: "adds" };
const pays: NotedTest = { suite: "cart.test.ts", name: "pays", params: { with: "card" } };

function note(more: Partial<RunNote> = {}): RunNote {
  return {
    ...{ submissionId: "A", runner: "vitest", cwd: "/shop", argv: ["vitest", "run"] },
    ...{ exitStatus: 0, results: 2, errors: 0, failed: [], passed: [], ...more },
  };
}

describe("the next round", () => {
  test("is what failed of each runner, also where nothing did", () => {
    const notes = [note({ exitStatus: 1, failed: [adds] }), note({ submissionId: "B", runner: "jest" })];
    expect(nextRound(notes)).toMatchObject({
      plans: [
        { runner: "vitest", of: "A", tests: [adds] },
        { runner: "jest", of: "B", tests: [] },
      ],
    });
  });

  test("takes what one start of a runner submitted together", () => {
    const notes = [note({ failed: [adds] }), note({ submissionId: "B", failed: [pays] })];
    expect(nextRound(notes)).toMatchObject({ plans: [{ of: "A", tests: [adds, pays] }] });
  });

  test.each<[string, readonly RunNote[], string | undefined]>([
    ["nothing was noted", [], undefined],
    ["all passed", [note()], undefined],
    ["all passed and it failed", [note({ exitStatus: 1 })], undefined],
    ["an error stands", [note({ failed: [adds], errors: 1 })], "1 error outside of tests would remain"],
    [
      "errors of another stand",
      [note({ failed: [adds] }), note({ errors: 2 })],
      "2 errors outside of tests would remain",
    ],
    ["it stopped", [note({ failed: [adds], isCut: true })], "a runner stopped before all tests had run"],
    [
      "another failed",
      [note({ failed: [adds] }), note({ exitStatus: 1 })],
      "a runner failed though all of its tests passed",
    ],
  ])("is none when %s", (_, notes, reason) => {
    expect(nextRound(notes)).toEqual({ reason });
  });
});

describe("after a round", () => {
  const plans = [{ runner: "vitest", cwd: "/shop", argv: ["vitest", "run"], of: "A", tests: [adds, pays] }];

  test("what passed is mended, and what did not run is not", () => {
    expect(stillFailing(plans, [note({ submissionId: "B", passed: [adds] })])).toEqual([pays]);
    expect(stillFailing(plans, [])).toEqual([adds, pays]);
    expect(narrowed(plans, [note({ submissionId: "B", passed: [pays] })])).toMatchObject([{ of: "A", tests: [adds] }]);
  });

  test("another runner's test of the same name mends nothing", () => {
    expect(stillFailing(plans, [note({ runner: "jest", passed: [adds, pays] })])).toEqual([adds, pays]);
  });

  test("what ran for the first time and failed is run again, too", () => {
    const first = note({ submissionId: "C", cwd: "/bank", failed: [adds] });
    expect(narrowed(plans, [note({ passed: [adds, pays] }), first])).toMatchObject([
      { of: "A", tests: [] },
      { of: "C", cwd: "/bank", tests: [adds] },
    ]);
  });
});

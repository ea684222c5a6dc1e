import {
  type ChangeClass,
  type Changes,
  changeClasses,
  classify,
  falseDiscoveryValues,
  fisherExact,
  isFailing,
  medianOf,
  type SideCounts,
  slower,
} from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections } from "../../testing/connections.ts";
import type { TestStore } from "../../testing/openTestStore.ts";
import { keepHistory, type NaiveRun, type NaiveTest, smallHistory } from "../../testing/smallHistory.ts";
import { compareSelections } from "./compareSelections.ts";
import { runChanges } from "./runChanges.ts";

let projects = 0;

describe.each(connections)("what changed, over %s, equals a naive recomputation", (_, open) => {
  let test: TestStore;

  beforeAll(async () => {
    test = await open();
  }, 60_000);

  afterAll(() => test.dispose());

  it("for each run of any history", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(smallHistory, async (history) => {
        const project = `changes-${projects++}`;
        const runs = await keepHistory(test.store, project, history);
        const { connection } = test.store;
        const asked = runs.slice(-3);
        const found = await Promise.all(asked.map(({ runId }) => runChanges(connection, { runId, limit: 100 })));
        for (const [index, run] of asked.entries()) {
          const changes = found[index] as Changes;
          const base = naiveBase(runs, run);
          expect(changes.before?.runs.map(({ runId }) => runId)).toEqual(base && [base.runId]);
          if (base !== undefined) expectChanges(changes, { runs, before: [base], after: [run] });
        }
      }),
      { numRuns: 6 },
    );
  });

  it("for several runs a side", { timeout: 120_000 }, async () => {
    const length = { minLength: 6, maxLength: 10 };
    const longer = fc.tuple(smallHistory, smallHistory).map((two) => two.flat());
    await fc.assert(
      fc.asyncProperty(longer, fc.integer({ min: 1, max: 4 }), async (history, number) => {
        const project = `selections-${projects++}`;
        const oneTarget = history.slice(0, length.maxLength).map((run) => ({ ...run, target: "unit", ended: true }));
        const runs = await keepHistory(test.store, project, oneTarget);
        const on = (branch: string): NaiveRun[] => runs.filter((run) => run.branch === branch).slice(-number);
        const [before, after] = [on("main"), on("feature")];
        fc.pre(before.length > 0 && after.length > 0);
        const question = { project, a: `branch:main:${number}`, b: `branch:feature:${number}`, limit: 100 };
        expectChanges(await compareSelections(test.store.connection, question), { runs, before, after });
      }),
      { numRuns: 4 },
    );
  });
});

interface Sides {
  readonly runs: readonly NaiveRun[];
  readonly before: readonly NaiveRun[];
  readonly after: readonly NaiveRun[];
}

/** The newest complete run before one, on its branch, else on main. */
function naiveBase(runs: readonly NaiveRun[], { runId, target, branch }: NaiveRun): NaiveRun | undefined {
  const earlier = runs.filter((run) => run.runId < runId && run.target === target && run.state === "complete");
  return earlier.findLast((run) => run.branch === branch) ?? earlier.findLast((run) => run.branch === "main");
}

function expectChanges(changes: Changes, sides: Sides): void {
  const { before, after } = sides;
  const ids = [...new Set([...before, ...after].flatMap(({ tests }) => [...tests.keys()]))];
  const naive = naiveClasses(ids, sides);
  expect(changes.tests).toBe(ids.length);
  for (const name of changeClasses) {
    const list = changes.lists.find((each) => each.class === name);
    const wanted = ids.filter((testId) => naive.get(testId)?.classes.includes(name)).toSorted();
    expect({ [name]: list?.items.map(({ testId }) => testId).toSorted() }).toEqual({ [name]: wanted });
    expect(changes.counts[name]).toBe(wanted.length);
    for (const item of list?.items ?? []) {
      const { q, ...told } = naive.get(item.testId) as NaiveJudgement;
      expect(item.before).toMatchObject(sideOf(item.testId, before));
      expect(item.after).toMatchObject(sideOf(item.testId, after));
      expect(item.q).toEqual(q === null ? null : expect.closeTo(q, 9));
      expect(item.since?.runs ?? 0).toBe(told.isFailingNow ? streak(item.testId, sides) : 0);
    }
  }
  if (before.length === 1 && after.length === 1) expect(changes.transitions).toEqual(transitionsOf(ids, sides));
}

function side(testId: string, runs: readonly NaiveRun[]): NaiveTest[] {
  return runs.flatMap(({ tests }) => tests.get(testId) ?? []);
}

function countsOf(tests: readonly NaiveTest[]): SideCounts {
  const of = (outcome: string): number => tests.filter((test) => test.outcome === outcome).length;
  const failing = tests.filter(({ outcome }) => isFailing(outcome)).length;
  return { runs: tests.length, passed: of("passed"), failing, flaky: of("flaky"), skipped: of("skipped") };
}

function sideOf(testId: string, runs: readonly NaiveRun[]): object {
  const tests = side(testId, runs);
  const passes = tests.filter(({ outcome }) => outcome === "passed").map(({ durationMs }) => durationMs);
  const medianMs = passes.length === 0 ? null : expect.closeTo(medianOf(passes), 6);
  return { ...countsOf(tests), outcome: tests.at(-1)?.outcome ?? null, medianMs };
}

interface NaiveJudgement {
  readonly classes: readonly ChangeClass[];
  readonly q: number | null;
  readonly isFailingNow: boolean;
}

function naiveClasses(ids: readonly string[], { runs, before, after }: Sides): Map<string, NaiveJudgement> {
  const counts = new Map(ids.map((id) => [id, [countsOf(side(id, before)), countsOf(side(id, after))] as const]));
  const ran = ({ runs: all, skipped }: SideCounts): number => all - skipped;
  const looked = ids.filter((id) => {
    const [a, b] = counts.get(id) as [SideCounts, SideCounts];
    return ran(a) > 0 && ran(b) > 0 && a.failing + b.failing > 0;
  });
  const qs = falseDiscoveryValues(
    looked.map((id) => {
      const [a, b] = counts.get(id) as [SideCounts, SideCounts];
      return fisherExact({
        ...{ failedBefore: a.failing, otherBefore: ran(a) - a.failing },
        ...{ failedAfter: b.failing, otherAfter: ran(b) - b.failing },
      });
    }),
  );
  const usual = usualOf(runs, before);
  return new Map(
    ids.map((id) => {
      const [a, b] = counts.get(id) as [SideCounts, SideCounts];
      const q = qs[looked.indexOf(id)] ?? null;
      const significance = q !== null && q <= 0.05 ? Math.sign(b.failing / ran(b) - a.failing / ran(a)) : 0;
      const passes = (tests: readonly NaiveTest[]): number[] =>
        tests.filter(({ outcome }) => outcome === "passed").map(({ durationMs }) => durationMs);
      const classes = classify({
        ...{ before: a, after: b, significance: significance as 0 },
        beforeIsComplete: before.every(({ state }) => state === "complete"),
        afterIsComplete: after.every(({ state }) => state === "complete"),
        fingerprintsBefore: failuresOf(side(id, before)),
        fingerprintsAfter: failuresOf(side(id, after)),
        isSlower: slower(passes(side(id, usual)), passes(side(id, after))) !== null,
      });
      return [id, { classes, q, isFailingNow: b.failing > 0 }];
    }),
  );
}

function failuresOf(tests: readonly NaiveTest[]): string[] {
  return tests.map(({ failure }) => failure).filter((failure) => failure !== "");
}

function usualOf(runs: readonly NaiveRun[], before: readonly NaiveRun[]): readonly NaiveRun[] {
  const newest = before.at(-1);
  if (newest === undefined || before.length >= 5) return before;
  const { target, branch, runId } = newest;
  const alike = runs.filter((run) => run.target === target && run.branch === branch && run.runId <= runId);
  return alike.filter(({ state }) => state === "complete").slice(-20);
}

/** In how many runs a test failed since its last pass, up to the newest run after, which counts itself. */
function streak(testId: string, { runs, after }: Sides): number {
  const { runId, target, branch } = after.at(-1) as NaiveRun;
  const alike = runs.filter((run) => run.target === target && run.branch === branch && run.runId < runId);
  const course = side(
    testId,
    alike.filter(({ state }) => state === "complete"),
  ).filter(({ outcome }) => outcome !== "skipped");
  return course.length - 1 - course.findLastIndex(({ outcome }) => !isFailing(outcome)) + 1;
}

function transitionsOf(ids: readonly string[], { before, after }: Sides): object[] {
  const counted = new Map<string, number>();
  for (const id of ids) {
    const pair = JSON.stringify([side(id, before)[0]?.outcome ?? null, side(id, after)[0]?.outcome ?? null]);
    counted.set(pair, (counted.get(pair) ?? 0) + 1);
  }
  return [...counted]
    .map(([pair, tests]) => {
      const [from, to] = JSON.parse(pair) as [string | null, string | null];
      return { before: from, after: to, tests };
    })
    .sort((a, b) => (`${a.before ?? ""} ${a.after ?? ""}` < `${b.before ?? ""} ${b.after ?? ""}` ? -1 : 1));
}

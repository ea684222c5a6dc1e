import { type FailingTest, isFailing, medianOf, newlyFailingMs, overviewSchema } from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignTest } from "../../facts/assignments.ts";
import { changeTargetSettings } from "../../facts/targetSettings.ts";
import { connections } from "../../testing/connections.ts";
import type { TestStore } from "../../testing/openTestStore.ts";
import { historyBegin, keepHistory, type NaiveRun, smallHistory } from "../../testing/smallHistory.ts";
import { end, partOf, resultOf, submissionOf, whose } from "../../testing/submit.ts";
import { listFailing } from "../listFailing.ts";
import { testGroup } from "../testGroup.ts";
import { overview } from "./overview.ts";
import { targetKey } from "./overviewScope.ts";
import { targetRhythms } from "./targetRhythms.ts";

const hour = 3_600_000;
let projects = 0;

describe.each(connections)("the overview over %s", (_, open) => {
  let test: TestStore;

  beforeAll(async () => {
    test = await open();
  }, 60_000);

  afterAll(() => test.dispose());

  it("equals a naive recomputation for any history, now and then", { timeout: 120_000 }, async () => {
    const moments = fc.constantFrom<[asof: number | undefined, now: number]>([undefined, 200], [30, 30], [45.2, 45.2]);
    await fc.assert(
      fc.asyncProperty(smallHistory, moments, async (history, [asofHours, nowHours]) => {
        const project = `overview-${projects++}`;
        const now = historyBegin + nowHours * hour;
        const asof = asofHours === undefined ? undefined : new Date(now).toISOString();
        // What is rerun later is another run then, which the tests of runs show.
        const plain = history.map((run) => ({ ...run, rerun: [] }));
        const runs = (await keepHistory(test.store, project, plain)).filter(
          ({ startedAt }) => asof === undefined || startedAt <= asof,
        );
        const found = await overview(test.store.connection, { project, asof }, now);
        expect(overviewSchema.parse(found)).toEqual(found);
        const named = found.targets.filter(({ recentRuns }) => recentRuns.length > 0);
        expect(named.map(({ target }) => target)).toEqual(ranLastFirst(runs));
        for (const each of named) {
          const own = runs.filter(({ target }) => target === each.target);
          expect(each.recentRuns).toMatchObject(naiveStrip(own));
          expect(each.days).toEqual(naiveDays(own, now));
        }
        const rhythms = await targetRhythms(test.store.connection, { project, asof }, now);
        expect(Object.fromEntries(rhythms)).toEqual(naiveRhythms(project, runs));
        const { items } = await listFailing(test.store.connection, { project, asof, limit: 500 });
        const isNew = ({ firstFailure }: (typeof items)[number]) =>
          now - Date.parse(firstFailure.startedAt) < newlyFailingMs;
        const { total, unassigned, items: bursts, ...rest } = found.failing;
        expect({ total, unassigned, ...rest }).toEqual({
          ...{ total: items.length, unassigned: items.length, new: items.filter(isNew).length },
        });
        expect(bursts.map(({ examples, isNew: _isNew, ...burst }) => burst)).toEqual(naiveBursts(items));
        const shown = bursts.flatMap(({ examples }) => examples.map(({ assignment: _assignment, ...test }) => test));
        expect(items).toEqual(expect.arrayContaining(shown));
        expect(shown.length).toBe(bursts.reduce((sum, { tests }) => sum + Math.min(3, tests), 0));
      }),
      { numRuns: 8 },
    );
  });

  it("tells who is on what, what was refused, what is silent, and which group a target is of", async () => {
    const { store } = test;
    const { connection } = store;
    const project = "needs";
    const begin = Date.UTC(2026, 8, 1);
    const at = (days: number) => new Date(begin + days * 24 * hour).toISOString();
    for (let day = 0; day < 8; day++) {
      const owner = whose(project, begin + day * 24 * hour, "nightly");
      const failing = { status: "failed", failure: { message: "boom" } } as const;
      await store.append(
        partOf(owner, [
          submissionOf(owner, { startedAt: at(day), git: { branch: "main" } } as never),
          resultOf("test_old", day < 2 ? {} : failing),
          resultOf("test_new", day < 7 ? {} : failing),
          resultOf("test_taken", day < 7 ? {} : failing),
          { kind: "refused", line: 5, reason: "not JSON", text: "{" },
          { kind: "refused", line: 6, reason: "no kind", text: "{}" },
          end,
        ]),
      );
    }
    await store.settled();
    const names = async (now: number) => {
      const { failing } = await overview(connection, { project }, now);
      return failing.items.flatMap(({ isNew, examples }) =>
        examples.map(({ name, assignment }) => [name, isNew, assignment?.assignee]),
      );
    };
    const soon = Date.parse(at(7.5));
    expect(new Set((await names(soon)).slice(0, 2).map(([name]) => name))).toEqual(new Set(["test_new", "test_taken"]));
    const [together] = (await overview(connection, { project }, soon)).failing.items;
    const taken = together?.examples.find(({ name }) => name === "test_taken");
    const group = await testGroup(connection, { testId: taken?.testId ?? "" });
    await assignTest(connection, group as never, { assignee: "ada", by: "", reason: "" });
    expect(await names(soon)).toEqual([
      ["test_new", true, undefined],
      ["test_taken", true, "ada"],
      ["test_old", false, undefined],
    ]);
    const found = await overview(connection, { project }, soon);
    expect(found.failing).toMatchObject({ total: 3, new: 2, unassigned: 2 });
    expect(found.failing.items).toMatchObject([
      { tests: 2, unassigned: 1, isNew: true, target: "nightly", branch: "main" },
      { tests: 1, unassigned: 1, isNew: false },
    ]);
    expect(found.refused).toMatchObject({
      lines: 14,
      items: { length: 7, 0: { target: "nightly", reason: "not JSON" } },
    });
    expect(found.targets).toMatchObject([{ target: "nightly", group: "", silence: null }]);
    await changeTargetSettings(connection, { project, target: "nightly" }, { group: "night", by: "", reason: "" });
    const later = await overview(connection, { project }, Date.parse(at(9)));
    expect(later.targets).toMatchObject([{ group: "night", silence: { runs: 8, lastAt: at(7), silentMs: 48 * hour } }]);
    expect((await overview(connection, { project, target: "other" }, soon)).targets).toEqual([]);
  });
});

/** By the runs in which they began to fail, those that began last first. */
function naiveBursts(failing: readonly FailingTest[]) {
  const keyOf = ({ target, branch, firstFailure }: FailingTest) => `${firstFailure.runId} ${target} ${branch}`;
  return [...new Set(failing.map(keyOf))].map((key) => {
    const own = failing.filter((each) => keyOf(each) === key);
    const { project, target, branch, firstFailure } = own[0] as FailingTest;
    return { project, target, branch, firstFailure, tests: own.length, unassigned: own.length };
  });
}

function ranLastFirst(runs: readonly NaiveRun[]): string[] {
  return [...new Set(runs.toReversed().map(({ target }) => target))];
}

function naiveStrip(runs: readonly NaiveRun[]) {
  return runs.toReversed().map(({ runId, startedAt, branch, durationMs, tests, state }) => ({
    ...{ runId, startedAt, branch, durationMs, errors: 0 },
    // What has no end and came long ago, as the server's clock says, is told by the tests of states.
    ...(state === "complete" && { state }),
    status: tests.size === 0 ? "empty" : failedOf([...tests.values()]) > 0 ? "failed" : "passed",
    counts: { total: tests.size },
  }));
}

function naiveDays(runs: readonly NaiveRun[], now: number) {
  const recent = runs.filter(({ startedAt }) => Date.parse(startedAt) >= now - 30 * 24 * hour);
  return [...new Set(recent.map(({ startedAt }) => startedAt.slice(0, 10)))].toSorted().map((day) => {
    const own = recent.filter(({ startedAt }) => startedAt.startsWith(day));
    const tests = own.flatMap((run) => [...run.tests.values()]);
    const whole = own.filter(({ state }) => state === "complete").map(({ durationMs }) => durationMs);
    return {
      ...{ day, runs: own.length },
      passRate: tests.length === 0 ? null : (tests.length - failedOf(tests)) / tests.length,
      medianMs: whole.length === 0 ? null : medianOf(whole),
    };
  });
}

function naiveRhythms(project: string, runs: readonly NaiveRun[]) {
  return Object.fromEntries(
    ranLastFirst(runs).map((target) => {
      const begun = runs.filter((run) => run.target === target).map(({ startedAt }) => startedAt);
      const gaps = begun.slice(1).map((time, index) => Date.parse(time) - Date.parse(begun[index] as string));
      const longestGapsMs = gaps.toSorted((one, other) => other - one).slice(0, 2);
      return [
        targetKey({ project, target }),
        { runs: begun.length, firstAt: begun[0], lastAt: begun.at(-1), longestGapsMs },
      ];
    }),
  );
}

function failedOf(tests: readonly { readonly outcome: Parameters<typeof isFailing>[0] }[]): number {
  return tests.filter(({ outcome }) => isFailing(outcome)).length;
}

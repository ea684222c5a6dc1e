import {
  isFailing,
  type Outcome,
  outcomes,
  type RunView,
  type Status,
  submissionTime,
  type TargetSettings,
} from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { overrideResult } from "../../facts/overrides.ts";
import { deleteRun } from "../../facts/runMarks.ts";
import { changeTargetSettings } from "../../facts/targetSettings.ts";
import { connections } from "../../testing/connections.ts";
import {
  type GeneratedSubmission,
  generatedHistory,
  generatedTargets,
  generatedTests,
  ownedHistory,
  partsOfGenerated,
} from "../../testing/generatedHistory.ts";
import { type NaiveRules, type NaiveRun, naiveRuns, naiveStatus } from "../../testing/naive.ts";
import type { TestStore } from "../../testing/openTestStore.ts";
import { idOf } from "../../testing/submit.ts";
import { compareSelections } from "../compare/compareSelections.ts";
import { runChanges } from "../compare/runChanges.ts";
import { crossRunFlakyFigures } from "./crossRunFlaky.ts";
import type { FigureFilters } from "./figureScope.ts";
import { flakyFigures } from "./flaky.ts";
import { overviewFigures } from "./overview.ts";
import { runFigures } from "./runs.ts";

const note = { by: "ada", reason: "" };
const settingsOf: Readonly<Record<RunView, Partial<TargetSettings>>> = {
  separate: { consolidation: false, replacement: false },
  appended: { consolidation: true, replacement: false },
  replaced: { consolidation: true, replacement: true },
};
const statuses = fc.constantFrom<Status>("passed", "failed", "broken", "skipped");
const views = fc.constantFrom<RunView>("separate", "appended", "replaced");
const wholeTime = { since: "2026-09-30T00:00:00.000Z", until: "2026-10-03T00:00:00.000Z" };
const rules = fc.record({
  view: views,
  interpretation: fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.constantFrom("xfailed", "xpassed", "timedOut"), statuses, { maxKeys: 2 }),
  ) as fc.Arbitrary<Record<string, Status>>,
  deletes: fc.boolean(),
  said: fc.option(statuses, { nil: undefined }),
  pick: fc.nat(6),
});

describe.each(connections)("figures of runs of several submissions, over %s", (_, open) => {
  let test: TestStore;
  let histories = 0;

  beforeAll(async () => {
    test = await open();
  }, 60_000);

  afterAll(() => test.dispose());

  /** Keeps a history with its settings, deletion and override, and answers what it adds up to. */
  async function keep(
    history: Parameters<typeof ownedHistory>[0],
    { view, interpretation, deletes, said, pick }: typeof rules extends fc.Arbitrary<infer Rules> ? Rules : never,
  ): Promise<{ project: string; submissions: readonly GeneratedSubmission[]; runs: NaiveRun[] }> {
    const { connection } = test.store;
    const number = 500 + histories++;
    const project = `views-${number}`;
    const { submissions, ...rest } = ownedHistory(history, number);
    await Promise.all(partsOfGenerated(project, { submissions, ...rest }).map((part) => test.store.append(part)));
    await test.store.settled();
    for (const target of generatedTargets) {
      const settings = { ...settingsOf[view], interpretation, ...note };
      await changeTargetSettings(connection, { project, target }, settings);
    }
    await test.store.refresh();
    const naive: NaiveRules = { view, interpretation, deleted: new Set(), overrides: new Map() };
    const first = allRuns(submissions, naive);
    const deleted = deletes ? first[pick % first.length] : undefined;
    if (deleted !== undefined) await deleteRun(connection, { runId: deleted.runId, ...note });
    const without = { ...naive, deleted: new Set(deleted?.submissionIds) };
    const left = allRuns(submissions, without);
    const run = left[pick % Math.max(1, left.length)];
    const name = generatedTests.find((each) => run?.outcomes.has(each));
    if (said === undefined || run === undefined || name === undefined) return { project, submissions, runs: left };
    const testId = idOf(project, { suite: "tests.cart", name });
    await overrideResult(connection, { runId: run.runId, testId, status: said, ...note });
    const overrides = new Map(run.submissionIds.map((id) => [`${id} ${name}`, said] as const));
    return { project, submissions, runs: allRuns(submissions, { ...without, overrides }) };
  }

  it("equal a naive recomputation in every view, with words, deletions and overrides", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(generatedHistory, rules, async (history, rule) => {
        const { project, runs } = await keep(history, rule);
        const { connection } = test.store;
        const filters: FigureFilters = { ...wholeTime, project };
        const overview = await overviewFigures(connection, filters);
        expect(overview).toMatchObject(naiveOverview(runs));
        const { byStatus, items } = await runFigures(connection, { ...filters, limit: 100 });
        const having = (status: string): number => runs.filter((run) => naiveStatus(run) === status).length;
        expect(byStatus).toEqual({ passed: having("passed"), failed: having("failed"), empty: having("empty") });
        expect(items.map(({ runId, outcomes: counts }) => [runId, counts])).toEqual(
          runs.map(({ runId, counts }) => [runId, counts]),
        );
        const flaky = await flakyFigures(connection, { ...filters, minRuns: 1, limit: 100 });
        expect(sorted(flaky.items.map(({ name, runs: ran, flakyRuns }) => [name, ran, flakyRuns]))).toEqual(
          naiveFlaky(runs),
        );
        const cross = await crossRunFlakyFigures(connection, { ...filters, minRuns: 1, limit: 100 });
        expect(sorted(cross.items.map(({ name, passes, fails }) => [name, passes, fails]))).toEqual(naiveCross(runs));
      }),
      { numRuns: 5 },
    );
  });

  it("and were at a time what had begun and was said by then adds up to", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(generatedHistory, fc.nat(6), views, async (history, pick, view) => {
        const rule = { view, interpretation: {}, deletes: true, said: "failed" as const, pick };
        const { project, submissions } = await keep(history, rule);
        const last = submissions[pick % submissions.length] as GeneratedSubmission;
        const asof = new Date(submissionTime(last.submissionId) + 1).toISOString();
        const then = submissions.filter(({ submissionId }) => submissionId <= last.submissionId);
        const runs = allRuns(then, { view, interpretation: {}, deleted: new Set(), overrides: new Map() });
        const filters: FigureFilters = { ...wholeTime, project, asof };
        expect(await overviewFigures(test.store.connection, filters)).toMatchObject(naiveOverview(runs));
        const cross = await crossRunFlakyFigures(test.store.connection, { ...filters, minRuns: 1, limit: 100 });
        expect(sorted(cross.items.map(({ name, passes, fails }) => [name, passes, fails]))).toEqual(naiveCross(runs));
        const [newest] = runs;
        const question = { runId: newest?.submissionIds.at(-1) ?? "", limit: 10, asof };
        const changes = await runChanges(test.store.connection, question);
        expect(changes.after.runs[0]?.runId).toBe(newest?.runId);
      }),
      { numRuns: 3 },
    );
  });

  it("and what changed between two of them equals one too", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(generatedHistory, rules, async (history, rule) => {
        const { project, runs } = await keep(history, rule);
        const [after, before] = runs;
        fc.pre(after !== undefined && before !== undefined);
        if (after === undefined || before === undefined) return;
        const question = { project, a: before.runId, b: after.submissionIds.at(-1) as string, limit: 100 };
        const { transitions } = await compareSelections(test.store.connection, question);
        const names = [...new Set([...before.outcomes.keys(), ...after.outcomes.keys()])];
        const wanted = names.map((name) => `${before.outcomes.get(name) ?? ""} > ${after.outcomes.get(name) ?? ""}`);
        const found = transitions.flatMap(({ before: from, after: to, tests }) =>
          Array.from({ length: tests }, () => `${from ?? ""} > ${to ?? ""}`),
        );
        expect(found.toSorted()).toEqual(wanted.toSorted());
      }),
      { numRuns: 5 },
    );
  });
});

/** The runs of both targets, newest first. */
function allRuns(submissions: readonly GeneratedSubmission[], naive: NaiveRules): NaiveRun[] {
  return generatedTargets
    .flatMap((target) =>
      naiveRuns(
        submissions.filter((each) => each.target === target),
        naive,
      ),
    )
    .toSorted((one, other) => (one.runId < other.runId ? 1 : -1));
}

function naiveOverview(runs: readonly NaiveRun[]): object {
  const all = runs.flatMap((run) => [...run.outcomes.values()]);
  const of = (outcome: Outcome): number => all.filter((each) => each === outcome).length;
  const tests = new Set(runs.flatMap((run) => [...run.outcomes.keys()]));
  const flaky = [...tests].filter((name) => runs.some((run) => run.outcomes.get(name) === "flaky"));
  return {
    ...{ runs: runs.length, tests: tests.size, flakyTests: flaky.length },
    outcomes: { ...Object.fromEntries(outcomes.map((each) => [each, of(each)])), total: all.length },
  };
}

function courses(runs: readonly NaiveRun[]): [string, Outcome[]][] {
  return generatedTests.map((name) => [name, runs.flatMap((run) => run.outcomes.get(name) ?? [])]);
}

function naiveFlaky(runs: readonly NaiveRun[]): unknown[] {
  const counted = courses(runs).map(([name, course]) => {
    const ran = course.filter((outcome) => outcome !== "skipped").length;
    return [name, ran, course.filter((outcome) => outcome === "flaky").length] as const;
  });
  return sorted(counted.filter(([, , flaky]) => flaky > 0));
}

function naiveCross(runs: readonly NaiveRun[]): unknown[] {
  const counted = courses(runs).map(([name, course]) => {
    const passes = course.filter((outcome) => outcome === "passed" || outcome === "flaky").length;
    return [name, passes, course.filter(isFailing).length] as const;
  });
  return sorted(counted.filter(([, passes, fails]) => passes > 0 && fails > 0));
}

function sorted<Row extends readonly unknown[]>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1));
}

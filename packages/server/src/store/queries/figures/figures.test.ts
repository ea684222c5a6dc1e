import { type Counts, isFailing, medianOf } from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections } from "../../testing/connections.ts";
import type { TestStore } from "../../testing/openTestStore.ts";
import { historyBegin, keepHistory, type NaiveRun, type NaiveTest, smallHistory } from "../../testing/smallHistory.ts";
import { branchFigures } from "./branches.ts";
import { crossRunFlakyFigures } from "./crossRunFlaky.ts";
import type { FigureFilters } from "./figureScope.ts";
import { flakyFigures } from "./flaky.ts";
import { labelFigures } from "./labels.ts";
import { overviewFigures } from "./overview.ts";
import { pipelineFigures } from "./pipelines.ts";
import { runFigures } from "./runs.ts";
import { slowestFigures } from "./slowest.ts";
import { trendFigures } from "./trend.ts";

const hour = 3_600_000;
const at = (hours: number): string => new Date(historyBegin + hours * hour).toISOString();

type Narrowing = Omit<FigureFilters, "project">;

/** What the figures are narrowed to, now and then. Runs are seven hours apart; half an hour later some are rerun. */
const narrowing: fc.Arbitrary<Narrowing> = fc.record({
  target: fc.option(fc.constantFrom("unit", "browser"), { nil: undefined, freq: 2 }),
  branch: fc.option(fc.constantFrom("main", "feature"), { nil: undefined, freq: 2 }),
  labels: fc.constantFrom([], [], [], ["feature=cart"], ["team=red"], ["feature=mail", "team=blue"]),
  variants: fc.constantFrom([], [], ["os=linux"]),
  since: fc.constantFrom(at(-1), at(-1), at(14)),
  until: fc.constantFrom(at(100), at(100), at(35)),
});

let projects = 0;

describe.each(connections)("figures over %s equal a naive recomputation", (_, open) => {
  let test: TestStore;

  beforeAll(async () => {
    test = await open();
  }, 60_000);

  afterAll(() => test.dispose());

  it("for any history and any filter", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(smallHistory, narrowing, async (history, narrowed) => {
        const project = `figures-${projects++}`;
        const runs = fitting(await keepHistory(test.store, project, history), narrowed);
        const filters = { project, ...narrowed };
        const { connection } = test.store;
        const span = { since: narrowed.since, until: narrowed.until };
        expect(await overviewFigures(connection, filters)).toEqual({ ...span, ...naiveOverview(runs) });
        expect(await runFigures(connection, { ...filters, limit: 5 })).toMatchObject({ ...span, ...naiveRuns(runs) });
        expect(named(await slowestFigures(connection, { ...filters, sort: "p50", minRuns: 2, limit: 3 }))).toEqual(
          naiveSlowest(runs, 0.5, 2).slice(0, 3),
        );
        expect(named(await slowestFigures(connection, { ...filters, sort: "p95", minRuns: 1, limit: 9 }))).toEqual(
          naiveSlowest(runs, 0.95, 1),
        );
        expect(named(await flakyFigures(connection, { ...filters, minRuns: 2, limit: 9 }))).toEqual(
          naiveFlaky(runs, 2),
        );
        expect(named(await crossRunFlakyFigures(connection, { ...filters, minRuns: 2, limit: 9 }))).toEqual(
          naiveCrossRun(runs, 2),
        );
        expect((await branchFigures(connection, { ...filters, limit: 9 })).items).toEqual(naiveBranches(runs));
        expect((await trendFigures(connection, filters)).items).toEqual(naiveTrend(runs));
        expect((await pipelineFigures(connection, { ...filters, limit: 9 })).items).toMatchObject(naivePipelines(runs));
        expect(await labelFigures(connection, { ...filters, key: "feature", limit: 9 })).toMatchObject({
          keys: runs.some(({ tests }) => tests.size > 0) ? ["feature"] : [],
          items: naiveLabels(runs),
        });
      }),
      { numRuns: 6 },
    );
  });
});

function named<Item extends { readonly name: string }>({ items }: { readonly items: readonly Item[] }) {
  return items.map(
    ({ suite: _, displayName: __, params: ___, file: ____, line: _____, ...rest }: Item & Record<string, unknown>) =>
      rest,
  );
}

/** The runs that fit, with those of their tests that do; with labels, a run without any is left out. */
function fitting(
  runs: readonly NaiveRun[],
  { target, branch, labels = [], variants = [], since, until }: Narrowing,
): NaiveRun[] {
  const bears = (run: NaiveRun, { feature }: NaiveTest): boolean =>
    labels.every((pair) => pair === `feature=${feature}` || pair === `team=${run.team}`);
  return runs
    .filter((run) => target === undefined || run.target === target)
    .filter((run) => branch === undefined || run.branch === branch)
    .filter(({ os }) => variants.every((pair) => pair === `os=${os}`))
    .filter(({ startedAt }) => startedAt >= since && startedAt < until)
    .map((run) => ({ ...run, tests: new Map([...run.tests].filter(([, test]) => bears(run, test))) }))
    .filter(({ tests }) => labels.length === 0 || tests.size > 0);
}

function counted(tests: readonly NaiveTest[]): { outcomes: Counts; passRate: number | null } {
  const of = (outcome: string): number => tests.filter((each) => each.outcome === outcome).length;
  const outcomes = { passed: of("passed"), failed: of("failed"), broken: of("broken"), skipped: of("skipped") };
  const total = tests.length;
  const good = tests.filter(({ outcome }) => !isFailing(outcome)).length;
  return { outcomes: { ...outcomes, flaky: of("flaky"), total }, passRate: total === 0 ? null : good / total };
}

function testsOf(runs: readonly NaiveRun[]): NaiveTest[] {
  return runs.flatMap(({ tests }) => [...tests.values()]);
}

/** Between two ranks, on the line between them. */
function quantile(numbers: readonly number[], share: number): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

function durations(runs: readonly NaiveRun[]) {
  const complete = runs.filter(({ state }) => state === "complete").map(({ durationMs }) => durationMs);
  return { medianMs: near(quantile(complete, 0.5)), p90Ms: near(quantile(complete, 0.9)) };
}

function near(number: number | null): unknown {
  return number === null ? null : expect.closeTo(number, 6);
}

/** Each test with how it ended in every run that had it, oldest first. */
function courses(runs: readonly NaiveRun[]): { testId: string; name: string; course: NaiveTest[] }[] {
  const ids = [...new Set(runs.flatMap(({ tests }) => [...tests.keys()]))].toSorted();
  return ids.map((testId) => {
    const course = runs.flatMap(({ tests }) => tests.get(testId) ?? []);
    return { testId, name: course[0]?.name ?? "", course };
  });
}

function naiveOverview(runs: readonly NaiveRun[]) {
  const tests = courses(runs);
  const flakyTests = tests.filter(({ course }) => course.some(({ outcome }) => outcome === "flaky")).length;
  return {
    ...{ runs: runs.length, tests: tests.length, flakyTests, ...counted(testsOf(runs)) },
    flakyShare: tests.length === 0 ? null : flakyTests / tests.length,
    runDuration: durations(runs),
  };
}

function naiveRuns(runs: readonly NaiveRun[]) {
  const statusOf = ({ tests }: NaiveRun): string => {
    if (tests.size === 0) return "empty";
    return [...tests.values()].some(({ outcome }) => isFailing(outcome)) ? "failed" : "passed";
  };
  const having = (status: string): number => runs.filter((run) => statusOf(run) === status).length;
  const complete = runs.filter(({ state }) => state === "complete").length;
  return {
    runs: runs.length,
    byStatus: { passed: having("passed"), failed: having("failed"), empty: having("empty") },
    byState: { running: runs.length - complete, complete, incomplete: 0 },
    runDuration: durations(runs),
    items: runs
      .toReversed()
      .slice(0, 5)
      .map((run) => {
        const { runId, target, branch, startedAt, state } = run;
        return { runId, target, branch, startedAt, state, status: statusOf(run), ...counted([...run.tests.values()]) };
      }),
  };
}

function naiveSlowest(runs: readonly NaiveRun[], sort: 0.5 | 0.95, minRuns: number) {
  return courses(runs)
    .map(({ testId, name, course }) => {
      const times = course.filter(({ outcome }) => outcome === "passed").map(({ durationMs }) => durationMs);
      return { testId, name, passes: times.length, p50: medianOf(times), p95: quantile(times, 0.95) ?? 0 };
    })
    .filter(({ passes }) => passes >= minRuns)
    .sort((a, b) => (sort === 0.5 ? b.p50 - a.p50 : b.p95 - a.p95) || (a.testId < b.testId ? -1 : 1))
    .map(({ p50, p95, ...test }) => ({ ...test, p50Ms: near(p50), p95Ms: near(p95) }));
}

function naiveFlaky(runs: readonly NaiveRun[], minRuns: number) {
  return courses(runs)
    .map(({ testId, name, course }) => {
      const ran = course.filter(({ outcome }) => outcome !== "skipped").length;
      const flakyRuns = course.filter(({ outcome }) => outcome === "flaky").length;
      return { testId, name, runs: ran, flakyRuns, flakyRate: flakyRuns / ran };
    })
    .filter((test) => test.flakyRuns > 0 && test.runs >= minRuns)
    .sort((a, b) => b.flakyRate - a.flakyRate || b.flakyRuns - a.flakyRuns || (a.testId < b.testId ? -1 : 1));
}

function naiveCrossRun(runs: readonly NaiveRun[], minRuns: number) {
  return courses(runs)
    .map(({ testId, name, course }) => {
      const fails = course.filter(({ outcome }) => isFailing(outcome)).length;
      const passes = course.filter(({ outcome }) => outcome === "passed" || outcome === "flaky").length;
      return { testId, name, passes, fails, runs: passes + fails, failRate: fails / (passes + fails) };
    })
    .filter(({ passes, fails }) => passes > 0 && fails > 0 && passes + fails >= minRuns)
    .sort((a, b) => b.failRate - a.failRate || b.fails - a.fails || (a.testId < b.testId ? -1 : 1));
}

function grouped<Key>(runs: readonly NaiveRun[], keyOf: (run: NaiveRun) => Key): [Key, NaiveRun[]][] {
  const groups = new Map<Key, NaiveRun[]>();
  for (const run of runs) groups.set(keyOf(run), [...(groups.get(keyOf(run)) ?? []), run]);
  return [...groups];
}

function lastOf(runs: readonly NaiveRun[]): string {
  return runs.at(-1)?.startedAt ?? "";
}

function naiveBranches(runs: readonly NaiveRun[]) {
  return grouped(runs, ({ branch }) => branch)
    .map(([branch, own]) => ({ branch, runs: own.length, lastRunAt: lastOf(own), ...counted(testsOf(own)) }))
    .sort((a, b) => (a.lastRunAt < b.lastRunAt ? 1 : -1));
}

function naiveTrend(runs: readonly NaiveRun[]) {
  return grouped(runs, ({ startedAt }) => startedAt.slice(0, 10)).map(([day, own]) => {
    return { day, runs: own.length, ...counted(testsOf(own)), runDuration: durations(own) };
  });
}

function naivePipelines(runs: readonly NaiveRun[]) {
  return grouped(runs, ({ pipeline, runId }) => (pipeline > 0 ? `github #${pipeline}` : runId))
    .sort(([, a], [, b]) => (lastOf(a) < lastOf(b) ? 1 : -1))
    .map(([key, own]) => {
      const ends = own.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs);
      const startedAt = own[0]?.startedAt ?? "";
      return {
        pipeline: key.startsWith("github") ? key : "local",
        ...{ runIds: own.map(({ runId }) => runId), branch: own[0]?.branch, startedAt },
        durationMs: Math.max(...ends) - Date.parse(startedAt),
        ...counted(testsOf(own)),
      };
    });
}

function naiveLabels(runs: readonly NaiveRun[]) {
  return ["cart", "mail"]
    .map((value) => {
      const own = runs
        .map((run) => ({ ...run, tests: new Map([...run.tests].filter(([, { feature }]) => feature === value)) }))
        .filter(({ tests }) => tests.size > 0);
      return { value, tests: courses(own).length, runs: own.length, lastRunAt: lastOf(own), ...counted(testsOf(own)) };
    })
    .filter((each) => each.runs > 0)
    .sort(
      (a, b) =>
        b.outcomes.failed + b.outcomes.broken - a.outcomes.failed - a.outcomes.broken || (a.value < b.value ? -1 : 1),
    );
}

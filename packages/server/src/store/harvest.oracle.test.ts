import { type Outcome, outcomeOf, type RunView, type Status } from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteRun } from "./facts/runMarks.ts";
import { changeTargetSettings } from "./facts/targetSettings.ts";
import { harvestOfRuns } from "./queries/harvestOfRuns.ts";
import { runSynthesis } from "./queries/runSynthesis.ts";
import { testMetric } from "./queries/testMetric.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, whose } from "./testing/submit.ts";

interface Try {
  readonly status: Status;
  readonly metrics: Readonly<Record<string, number>>;
  readonly properties: Readonly<Record<string, string>>;
}

interface Sent {
  readonly submissionId: string;
  /** The submission that began the execution: itself, unless it is a rerun. */
  readonly root: Sent | undefined;
  readonly buildName: string;
  readonly tests: ReadonlyMap<string, readonly Try[]>;
}

const target = "unit";
const names = ["test_a", "test_b", "test_c"];
const begin = Date.UTC(2026, 9, 1);
const views: Readonly<Record<RunView, { consolidation: boolean; replacement: boolean }>> = {
  separate: { consolidation: false, replacement: false },
  appended: { consolidation: true, replacement: false },
  replaced: { consolidation: true, replacement: true },
};

const attempt: fc.Arbitrary<Try> = fc.record({
  status: fc.constantFrom<Status>("passed", "failed", "broken", "skipped"),
  metrics: fc.dictionary(
    fc.constantFrom("accuracy", "it's \\ 'odd'"),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    {
      maxKeys: 2,
    },
  ),
  properties: fc.dictionary(fc.constantFrom("note", "status"), fc.constantFrom("a", '["b"]'), { maxKeys: 2 }),
});
const drawn = fc.array(
  fc.record({
    buildName: fc.constantFrom("1.0", "2.0"),
    reruns: fc.option(fc.nat(5), { nil: undefined }),
    tests: fc
      .dictionary(fc.constantFrom(...names), fc.array(attempt, { minLength: 1, maxLength: 2 }), { maxKeys: 3 })
      .map((each) => new Map(Object.entries(each))),
  }),
  { minLength: 2, maxLength: 5 },
);

describe.each(connections)("what tests found out over %s", (_, open) => {
  let test: TestStore;
  let histories = 0;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  it("is a table of each run and a line of each metric, as walking through the attempts gives", async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.constantFrom<RunView>("separate", "appended", "replaced"), async (all, view) => {
        const project = `harvest-${histories++}`;
        const owner = { project, target };
        await changeTargetSettings(test.store.connection, owner, { ...views[view], by: "", reason: "" });
        const sent = await send(project, all);
        const runs = naiveRuns(sent, view);
        for (const run of runs) await expectTable(run);
        for (const name of names) await expectMetrics(project, name, runs);
        await expectHarvest(project, runs);
      }),
      { numRuns: 4 },
    );
  }, 300_000);

  async function send(
    project: string,
    all: readonly { buildName: string; reruns: number | undefined; tests: Sent["tests"] }[],
  ): Promise<Sent[]> {
    const sent: Sent[] = [];
    for (const [index, { buildName, reruns, tests }] of all.entries()) {
      const owner = whose(project, begin + index * 3_600_000, target);
      const before = reruns === undefined ? undefined : sent[reruns];
      const records = [...tests].flatMap(([name, tries]) =>
        tries.map((each, number) =>
          resultOf(name, { ...each, attempt: number + 1, resultId: `${name}-${number}`, ...failureOf(each) }),
        ),
      );
      const about = { build: { name: buildName }, ...(before && { rerun: { of: before.submissionId } }) };
      await test.store.append(partOf(owner, [submissionOf(owner, about as never), ...records, end]));
      sent.push({ submissionId: owner.submissionId, root: before && (before.root ?? before), buildName, tests });
    }
    await test.store.settled();
    return sent;
  }

  async function expectTable({ runId, tests }: NaiveRun): Promise<void> {
    const rows = [];
    let cursor: string | undefined;
    do {
      const page = await runSynthesis(test.store.connection, { runId, limit: 2, cursor });
      rows.push(...(page?.items ?? []));
      cursor = page?.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(rows.map(({ name, outcome, metrics, properties }) => ({ name, outcome, metrics, properties }))).toEqual(
      [...tests]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, { outcome, last }]) => ({
          ...{ name, outcome },
          metrics: last.metrics,
          properties: last.properties,
        })),
    );
  }

  async function expectHarvest(project: string, all: readonly NaiveRun[]): Promise<void> {
    const runs = all.slice(0, 3);
    const found = await harvestOfRuns(test.store.connection, { project, runs: 3 });
    expect(found.runs.map(({ runId }) => runId)).toEqual(runs.map(({ runId }) => runId));
    expect(
      found.items.map(({ runId, name, outcome, metrics, properties }) => ({
        runId,
        name,
        outcome,
        metrics,
        properties,
      })),
    ).toEqual(
      runs.flatMap(({ runId, tests }) =>
        [...tests]
          .filter(([, { last }]) => Object.keys({ ...last.metrics, ...last.properties }).length > 0)
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(
            ([
              name,
              {
                outcome,
                last: { metrics, properties },
              },
            ]) => ({ runId, name, outcome, metrics, properties }),
          ),
      ),
    );
    const one = await harvestOfRuns(test.store.connection, { project, runs: 3, q: "TEST_b" });
    expect(one.items).toEqual(found.items.filter(({ name }) => name === "test_b"));
  }

  async function expectMetrics(project: string, name: string, runs: readonly NaiveRun[]): Promise<void> {
    const testId = idOf(project, { suite: "tests.cart", name });
    for (const metric of ["accuracy", "it's \\ 'odd'"]) {
      const points = runs.flatMap(({ runId, tests }) => {
        const told = tests.get(name);
        const value = told?.last.metrics[metric];
        return value === undefined ? [] : [{ runId, outcome: told?.outcome, value }];
      });
      const found = await testMetric(test.store.connection, { testId, name: metric, limit: 100 });
      if (found === undefined) {
        expect(runs.some(({ tests }) => tests.has(name))).toBe(false);
        continue;
      }
      expect(found.items.map(({ run, outcome, value }) => ({ runId: run.runId, outcome, value }))).toEqual(points);
      if (metric !== "accuracy") continue;
      const [, second] = points;
      const cursor = (await testMetric(test.store.connection, { testId, name: metric, limit: 1 }))?.nextCursor;
      expect(cursor === null).toBe(second === undefined);
      if (cursor !== null && cursor !== undefined) {
        const next = await testMetric(test.store.connection, { testId, name: metric, limit: 1, cursor });
        expect(next?.items.map(({ run }) => run.runId)).toEqual([second?.runId]);
      }
    }
  }

  it("leaves out what deleted runs told, and answers for no name with the first", async () => {
    const project = "harvest-deleted";
    const tries = (metrics: Try["metrics"]) =>
      new Map([["test_a", [{ status: "passed", metrics, properties: {} } as const]]]);
    const [first, second] = await send(project, [
      { buildName: "1.0", reruns: undefined, tests: tries({ b: 1, a: 2 }) },
      { buildName: "2.0", reruns: undefined, tests: tries({ only: 3 }) },
    ]);
    const testId = idOf(project, { suite: "tests.cart", name: "test_a" });
    const { connection } = test.store;
    expect(await testMetric(connection, { testId, limit: 5 })).toMatchObject({
      ...{ name: "a", names: ["a", "b", "only"], nextCursor: null },
      items: [{ run: { runId: first?.submissionId, buildName: "1.0" }, target, value: 2 }],
    });
    await deleteRun(connection, { runId: second?.submissionId as string, by: "", reason: "" });
    await test.store.settled();
    expect(await testMetric(connection, { testId, name: "only", limit: 5 })).toMatchObject({
      ...{ names: ["a", "b"], items: [] },
    });
    expect(await runSynthesis(connection, { runId: second?.submissionId as string, limit: 5 })).toBeUndefined();
  });
});

interface NaiveRun {
  readonly runId: string;
  readonly tests: ReadonlyMap<string, { readonly outcome: Outcome; readonly last: Try }>;
}

/** The runs, newest first, with the attempt that decided how each of their tests ended. */
function naiveRuns(sent: readonly Sent[], view: RunView): NaiveRun[] {
  const rootOf = (each: Sent): Sent => each.root ?? each;
  const keyOf = (each: Sent): string => (view === "separate" ? rootOf(each).submissionId : rootOf(each).buildName);
  return [...grouped(sent, keyOf).values()]
    .map((members) => ({
      runId: members[0]?.submissionId as string,
      tests: new Map(
        names.flatMap((name) => {
          const executions = [
            ...grouped(
              members.filter(({ tests }) => tests.has(name)),
              (each) => rootOf(each).submissionId,
            ),
          ]
            .toSorted(([one], [other]) => (one < other ? -1 : 1))
            .map(([, each]) => endOf(each.flatMap(({ tests }) => tests.get(name) ?? [])));
          const decided = view === "appended" ? worst(executions) : executions.at(-1);
          return decided === undefined ? [] : [[name, decided] as const];
        }),
      ),
    }))
    .toSorted((one, other) => (one.runId < other.runId ? 1 : -1));
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function endOf(tries: readonly Try[]): { readonly outcome: Outcome; readonly last: Try } {
  return { outcome: outcomeOf(tries.map(({ status }) => status)), last: tries.at(-1) as Try };
}

/** Of several that are equally bad the last. */
function worst<Ended extends { readonly outcome: Outcome }>(executions: readonly Ended[]): Ended | undefined {
  const order: readonly Outcome[] = ["failed", "broken", "flaky", "passed", "skipped"];
  const outcome = order.find((each) => executions.some((execution) => execution.outcome === each));
  return executions.findLast((execution) => execution.outcome === outcome);
}

function failureOf({ status }: Try) {
  return status === "failed" || status === "broken" ? { failure: { message: "no" } } : {};
}

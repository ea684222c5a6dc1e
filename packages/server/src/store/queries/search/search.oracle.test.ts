import { parseSearch, printSearch, type SearchCondition, type SearchQuery, type SearchTerm } from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignTest } from "../../facts/assignments.ts";
import { connections } from "../../testing/connections.ts";
import { type NaiveCell, type NaiveCourse, naiveFigures, naiveHolds } from "../../testing/naiveSearch.ts";
import type { TestStore } from "../../testing/openTestStore.ts";
import { keepHistory, type NaiveRun, smallHistory } from "../../testing/smallHistory.ts";
import { listTests } from "../listTests.ts";
import { listFamilies } from "./listFamilies.ts";
import { testGrid } from "./testGrid.ts";

const outcome = fc.constantFrom(
  "passed" as const,
  "failed" as const,
  "broken" as const,
  "skipped" as const,
  "flaky" as const,
);
const text = fc.constantFrom("TEST_", "test_1", "_2", "cart", "nowhere", "é");

const term: fc.Arbitrary<SearchTerm> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), field: fc.constantFrom("any", "suite", "name", "file"), text }),
  fc.record({ kind: fc.constant("status" as const), outcomes: fc.array(outcome, { minLength: 1, maxLength: 2 }) }),
  fc.record({
    kind: fc.constant("word" as const),
    field: fc.constant("assignee" as const),
    values: fc.constantFrom(["ada"], ["*"], ["bob", "ada"], ["bob"]),
  }),
  fc.record({
    kind: fc.constant("label" as const),
    key: fc.constantFrom("feature", "team"),
    value: fc.constantFrom(null, "cart", "mail"),
  }),
  fc.record({
    kind: fc.constant("course" as const),
    place: fc.constantFrom("seq", "ends"),
    outcomes: fc.array(outcome, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant("measure" as const),
    field: fc.constantFrom("runs", "fails", "flakes", "flips"),
    comparison: fc.constantFrom(">", ">=", "<", "<=", "="),
    value: fc.nat(4),
  }),
  fc.record({
    kind: fc.constant("measure" as const),
    field: fc.constantFrom("rate", "duration", "p95"),
    comparison: fc.constantFrom(">", ">=", "<", "<="),
    value: fc.constantFrom(0, 0.5, 1, 100, 300),
  }),
) as fc.Arbitrary<SearchTerm>;

const { condition } = fc.letrec<{ condition: SearchCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    term,
    fc.record({ kind: fc.constantFrom("all", "any"), of: fc.array(tie("condition"), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constant("not" as const), of: tie("condition") }),
  ) as fc.Arbitrary<SearchCondition>,
}));

const scope: fc.Arbitrary<SearchQuery["scope"]> = fc.constantFrom(
  [],
  [],
  [{ field: "branch" as const, values: ["main"], isNegated: false }],
  [{ field: "target" as const, values: ["unit", "x"], isNegated: true }],
);

let projects = 0;

describe.each(connections)("searches over %s equal a naive evaluation", (_, open) => {
  let test: TestStore;

  beforeAll(async () => {
    test = await open();
  }, 60_000);

  afterAll(() => test.dispose());

  it("for any history and any search", { timeout: 240_000 }, async () => {
    const searches = fc.array(fc.record({ scope, condition: fc.option(condition) }), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(smallHistory, searches, fc.constantFrom(1, 2, 30), async (history, queries, last) => {
        const project = `search-${projects++}`;
        const { connection } = test.store;
        const runs = (await keepHistory(test.store, project, history)).toReversed();
        const testIds = [...new Set(runs.flatMap(({ tests }) => [...tests.keys()]))];
        const [assigned] = testIds;
        if (assigned !== undefined) {
          const who = { assignee: "ada", target: "unit", by: "bob", reason: "" };
          await assignTest(connection, { project, testId: assigned, testIds: [assigned] }, who);
        }
        for (const query of queries) {
          const q = printSearch(query);
          const read = parseSearch(q);
          const looked = lookedAt(runs, read.scope, last);
          const wanted = testIds
            .map((testId) => courseOf(testId, runs, { looked, assignee: testId === assigned ? "ada" : "" }))
            .filter((each) => naiveHolds(read.condition, each))
            .filter((each) => read.scope.length === 0 || each.cells.some((cell) => cell !== undefined))
            .toSorted((one, other) => (one.name < other.name ? -1 : 1));
          const page = await listTests(connection, { project, q, last, limit: 100 });
          expect(page.runs.map(({ runId }) => runId)).toEqual(wanted.length === 0 ? expect.anything() : idsOf(looked));
          expect(page.items.map(told)).toEqual(wanted.map((each) => ({ name: each.name, ...naiveFigures(each) })));
          const worst = await listTests(connection, { project, q, last, sort: "rate", limit: 100 });
          expect(worst.items.map(({ passRate }) => passRate ?? 2)).toEqual(
            wanted.map((each) => naiveFigures(each).passRate ?? 2).toSorted((a, b) => a - b),
          );
          const families = await listFamilies(connection, { project, q, last, limit: 100 });
          expect(families.items.map(({ name, tests, fails }) => [name, tests, fails])).toEqual(
            wanted.map((each) => [each.name, 1, naiveFigures(each).fails]),
          );
        }
        const newest = runs.slice(0, last);
        const cells = testIds.map((testId) => courseOf(testId, runs, { looked: newest, assignee: "" }));
        const grid = await testGrid(connection, { project, runs: last });
        expect(grid.runs.map(({ runId }) => runId)).toEqual(idsOf(newest));
        expect(grid.tests.map((each) => [each.name, each.cells])).toEqual(
          cells
            .filter((each) => each.cells.some((cell) => cell !== undefined))
            .map((each) => [each.name, naiveFigures(each).cells])
            .toSorted(),
        );
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

function idsOf(runs: readonly NaiveRun[]): string[] {
  return runs.map(({ runId }) => runId);
}

function told<Item extends { readonly name: string } & ReturnType<typeof naiveFigures>>(item: Item) {
  const { name, runs, fails, flakes, flips, passRate, p50Ms, p95Ms, cells } = item;
  return { name, runs, fails, flakes, flips, passRate, p50Ms, p95Ms, cells };
}

/** The newest runs of each target in the scope, newest first. */
function lookedAt(runs: readonly NaiveRun[], scopes: SearchQuery["scope"], last: number): NaiveRun[] {
  const fitting = runs.filter((run) =>
    scopes.every(({ field, values, isNegated }) => values.includes(run[field]) !== isNegated),
  );
  return fitting.filter(
    (run, index) => fitting.slice(0, index).filter(({ target }) => target === run.target).length < last,
  );
}

function courseOf(
  testId: string,
  runs: readonly NaiveRun[],
  { looked, assignee }: { looked: readonly NaiveRun[]; assignee: string },
): NaiveCourse {
  const name = runs.flatMap(({ tests }) => tests.get(testId)?.name ?? [])[0] ?? "";
  const cells = looked.map(({ tests }): NaiveCell | undefined => {
    const found = tests.get(testId);
    return found && { outcome: found.outcome, durationMs: found.durationMs, labels: { feature: [found.feature] } };
  });
  return { suite: "tests.cart", name, file: "", familyId: "", assignee, cells };
}

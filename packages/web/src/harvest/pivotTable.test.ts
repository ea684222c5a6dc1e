import type { Harvest } from "@backstory/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type PivotOf, pivotWords } from "../search/harvestSearch.ts";
import { harvestFields, harvestRows } from "./harvestFields.ts";
import { metricLines } from "./metricLines.ts";
import { type PivotChoice, pivotTable } from "./pivotTable.ts";

interface Told {
  readonly run: number;
  readonly size: number | string;
  readonly solver: string;
  readonly accuracy: number | undefined;
}

const begin = Date.UTC(2026, 10, 1);

function rowsOf(all: readonly Told[]) {
  const runs = [...new Set(all.map(({ run }) => run))].map((run) => ({
    ...{ runId: `r${run}`, target: "models", branch: "main", commit: "", buildName: `b${run}` },
    startedAt: new Date(begin + run * 60_000).toISOString(),
  }));
  const items = all.map(({ run, size, solver, accuracy }, index) => ({
    ...{
      testId: String(index),
      suite: "s",
      name: "test_fit",
      displayName: "test_fit",
      outcome: "passed",
      durationMs: 1,
    },
    ...{ runId: `r${run}`, params: { size, solver }, properties: {} },
    metrics: accuracy === undefined ? {} : { accuracy },
  }));
  return harvestRows({ runs, items, isCut: false } as unknown as Harvest);
}

function choice(rows: ReturnType<typeof rowsOf>, row: string, column: string, of: PivotOf = "mean"): PivotChoice {
  const find = (key: string) => {
    const field = harvestFields(rows).all.find((each) => each.key === key);
    if (field === undefined) throw new Error(`no field ${key}`);
    return field;
  };
  return { row: find(row), column: find(column), value: find("metrics.accuracy"), of };
}

const some: Told[] = [
  { run: 2, size: 1000, solver: "ridge", accuracy: 0.8 },
  { run: 2, size: 90, solver: "ridge", accuracy: 0.5 },
  { run: 1, size: 1000, solver: "ridge", accuracy: 0.6 },
  { run: 1, size: 90, solver: "lasso", accuracy: undefined },
  { run: 1, size: 90, solver: "lasso", accuracy: 0.9 },
];

test("params stand against params, numbers by their size, with the mean in the cells", () => {
  const rows = rowsOf(some);
  const table = pivotTable(rows, choice(rows, "params.solver", "params.size"));
  expect(table.columns).toEqual(["90", "1000"]);
  expect(table.lines).toEqual([
    { name: "lasso", cells: [0.9, null] },
    { name: "ridge", cells: [0.5, 0.7] },
  ]);
});

test("runs stand as they came, the newest first", () => {
  const rows = rowsOf(some);
  expect(pivotTable(rows, choice(rows, "params.solver", "run")).columns).toEqual(["b2", "b1"]);
});

test("every cell is what walking through the rows gives", () => {
  const told = fc.record({
    run: fc.nat(2),
    size: fc.constantFrom<number | string>(1, 10, "all"),
    solver: fc.constantFrom("a", "b"),
    accuracy: fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
  });
  const naive = { min: (all: number[]) => all.toSorted((a, b) => a - b)[0], count: (all: number[]) => all.length };
  fc.assert(
    fc.property(
      fc.array(told, { minLength: 1, maxLength: 30 }),
      fc.constantFrom("min" as const, "count" as const),
      (all, of) => {
        const rows = rowsOf([...all, { run: 0, size: 1, solver: "a", accuracy: 1 }]);
        const table = pivotTable(rows, choice(rows, "params.size", "params.solver", of));
        for (const { name, cells } of table.lines) {
          for (const [index, solver] of table.columns.entries()) {
            const values = rows
              .filter(({ params }) => String(params["size"]) === name && params["solver"] === solver)
              .flatMap(({ metrics }) => metrics["accuracy"] ?? []);
            expect(cells[index]).toBe(values.length === 0 && of === "min" ? null : naive[of](values));
          }
        }
      },
    ),
  );
  expect(Object.keys(pivotWords)).toHaveLength(5);
});

test("a metric over runs is a line for each value of a field, at the time of each run", () => {
  const rows = rowsOf(some);
  const { lines, left } = metricLines(rows, choice(rows, "params.solver", "run"));
  expect(left).toBe(0);
  expect(lines).toEqual([
    { name: "lasso", points: [[begin + 60_000, 0.9]] },
    {
      name: "ridge",
      points: [
        [begin + 60_000, 0.6],
        [begin + 120_000, 0.65],
      ],
    },
  ]);
});

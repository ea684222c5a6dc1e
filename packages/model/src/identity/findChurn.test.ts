import { expect, it } from "vitest";
import { findChurn, type SeenTest } from "./findChurn.ts";

const runs = [0, 1, 2, 3, 4];

function seen(params: SeenTest["params"], inRuns: readonly number[], name = "test_totals"): SeenTest {
  return { familyId: `family of ${name}`, suite: "tests.cart", name, params, runs: inRuns };
}

it("a parameter with another value in every run is to blame, with examples", () => {
  const found = findChurn(runs.flatMap((run) => ["a", "b"].map((mode) => seen({ mode, id: run * 7919 }, [run]))));
  expect(found).toEqual([
    {
      ...{ familyId: "family of test_totals", suite: "tests.cart", name: "test_totals" },
      ...{ param: "id", runs: 5, names: 10, examples: ["0", "7919", "15838", "23757", "31676"] },
    },
  ]);
});

it("more than 20 values of one run each make a parameter volatile, though other cases stay", () => {
  const stable = seen({ id: "always" }, runs);
  const values = (each: number) =>
    runs.flatMap((run) => Array.from({ length: each }, (_, n) => seen({ id: `${run} ${n}` }, [run])));
  expect(findChurn([stable, ...values(4)])).toEqual([]);
  expect(findChurn([stable, ...values(5)])).toMatchObject([{ param: "id", names: 26, runs: 5 }]);
});

it("names that change themselves are shown with what changes masked", () => {
  const found = findChurn(runs.map((run) => ({ ...seen({}, [run], `order 17${run}93 at noon`), familyId: `${run}` })));
  expect(found).toMatchObject([{ param: null, familyId: null, name: "order <n> at noon", names: 5 }]);
});

it.each([
  ["tests that stay", runs.map((n) => seen({ n }, runs))],
  ["many cases that came in one run", Array.from({ length: 50 }, (_, n) => seen({ n }, [4]))],
  ["too few runs", [0, 1, 2, 3].map((run) => seen({ id: run }, [run]))],
  ["numbered tests that stay", runs.map((n) => ({ ...seen({}, runs, `case ${n}`), familyId: `${n}` }))],
  ["nothing", []],
])("%s are no churn", (_, tests) => expect(findChurn(tests)).toEqual([]));

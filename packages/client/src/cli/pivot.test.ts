import type { SynthesisRow } from "@backstory/model";
import { expect, test } from "vitest";
import { pivotOf } from "./pivot.ts";
import { fieldNames, fieldOf, fieldText } from "./synthesisField.ts";

function row(params: SynthesisRow["params"], metrics: SynthesisRow["metrics"], more: Partial<SynthesisRow> = {}) {
  const name = { testId: "", suite: "tests.bench", name: "test_fit", displayName: "", file: "", line: 0 };
  return {
    ...name,
    outcome: "passed",
    durationMs: 1.5,
    attempts: 1,
    params,
    metrics,
    properties: {},
    ...more,
  } as const;
}

const rows: readonly SynthesisRow[] = [
  row({ degree: 1, dataset: "A" }, { accuracy: 0.5 }),
  row({ degree: 1, dataset: "B" }, { accuracy: 0.25 }),
  row({ degree: 2, dataset: "A" }, { accuracy: 0.75 }),
  row({ degree: 2, dataset: "A", seed: [1] }, { accuracy: 0.25 }, { properties: { note: "again", degree: "hidden" } }),
  row({}, {}, { name: "test_other", outcome: "failed" }),
];

test("a pivot table has the mean of what falls into one cell, and leaves out who has no place", () => {
  expect(pivotOf(rows, { row: "degree", column: "dataset", value: "accuracy" })).toEqual({
    columns: ["A", "B"],
    rows: [
      { row: 1, cells: [0.5, 0.25] },
      { row: 2, cells: [0.5, null] },
    ],
  });
  expect(pivotOf(rows, { row: "name", column: "outcome", value: "note" })).toEqual({
    columns: ["failed", "passed"],
    rows: [
      { row: "test_fit", cells: [null, "again"] },
      { row: "test_other", cells: [null, null] },
    ],
  });
  expect(pivotOf([], { row: "a", column: "b", value: "c" })).toEqual({ columns: [], rows: [] });
});

test("fields are params before metrics before properties before the result's own", () => {
  expect(fieldNames(rows)).toEqual(["degree", "dataset", "seed", "accuracy", "note"]);
  const [, , , last] = rows as [SynthesisRow, SynthesisRow, SynthesisRow, SynthesisRow];
  expect(["degree", "seed", "note", "durationMs", "constructor", "absent"].map((name) => fieldOf(last, name))).toEqual([
    2,
    "[1]",
    "again",
    1.5,
    null,
    null,
  ]);
  expect([fieldText(null), fieldText(1 / 3), fieldText(7), fieldText(true)]).toEqual(["", "0.333333", "7", "true"]);
});

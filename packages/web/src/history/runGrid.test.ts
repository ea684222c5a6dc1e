import type { HistoryCell, Outcome } from "@backstory/model";
import { expect, test } from "vitest";
import { type RunGrid, runGrid } from "./runGrid.ts";

function cell(runId: string, outcome: Outcome, branch: string, workers: readonly string[] = ["gw0"]): HistoryCell {
  return {
    run: { runId, startedAt: "2026-01-05T09:00:00.000Z", branch, commit: "", buildName: "" },
    ...{ target: "unit", testId: "", params: { size: "big", n: 2 }, variant: { os: "linux", node: runId }, outcome },
    attempts: workers.map((worker) => ({ status: "passed", worker })),
  };
}

const cells = [cell("r3", "failed", "main", ["gw1", "gw0"]), cell("r2", "passed", "main"), cell("r1", "broken", "fix")];

const shown = ({ rows }: RunGrid) => rows.map(({ word, failing, cells: own }) => [word, failing, [...own.keys()]]);

test("runs stand in the order of time, and the word that fails most comes first", () => {
  const grid = runGrid("branch", cells);
  expect(grid.runIds).toEqual(["r1", "r2", "r3"]);
  expect(shown(grid)).toEqual([
    ["main", 1, [2, 1]],
    ["fix", 1, [0]],
  ]);
});

test("rows that stand somewhere stay there, and new ones come below them", () => {
  const rows = runGrid("branch", [cell("r4", "failed", "new"), ...cells], ["fix", "gone", "main"]).rows;
  expect(rows.map(({ word }) => word)).toEqual(["fix", "main", "new"]);
});

test("a cell stands in the row of each of its words", () => {
  expect(shown(runGrid("variant", cells))[0]).toEqual(["os=linux", 2, [2, 1, 0]]);
  expect(shown(runGrid("worker", cells))).toEqual([
    ["gw0", 2, [2, 1, 0]],
    ["gw1", 1, [2]],
  ]);
  expect(shown(runGrid("params", cells))).toEqual([["size=big, n=2", 2, [2, 1, 0]]]);
});

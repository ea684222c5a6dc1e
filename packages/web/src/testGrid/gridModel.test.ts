import type { TestGrid } from "@backstory/model";
import { describe, expect, test } from "vitest";
import { gridModel, letterAt, nextFailure } from "./gridModel.ts";

const run = (runId: string) => ({
  ...{ runId, project: "p", target: "t", startedAt: "2026-11-21T10:00:00.000Z" },
  ...{ branch: "main", commit: "", buildName: "" },
});
const line = (name: string, cells: string) => ({
  testId: name,
  suite: "s",
  name,
  displayName: name,
  params: "",
  cells,
});
const grid: TestGrid = {
  runs: [run("new"), run("middle"), run("old")],
  tests: [line("green", "PP."), line("broke", "FFP"), line("flips", "PSF"), line("flaky", "PKP")],
  leftOut: 0,
};
const names = (order: "name" | "fails" | "flips", isOnlySome = false) =>
  gridModel(grid, { order, isOnlySome }).tests.map(({ name }) => name);

describe("a grid", () => {
  const model = gridModel(grid, { order: "name", isOnlySome: false });

  test("has the oldest run at the left", () => {
    expect(model.runs.map(({ runId }) => runId)).toEqual(["old", "middle", "new"]);
    expect([0, 1, 2].map((column) => letterAt(model, { row: 1, column }))).toEqual(["P", "F", "F"]);
    expect(letterAt(model, { row: 9, column: 0 })).toBe(".");
  });

  test("puts what fails or flips most first, and hides what only passed", () => {
    expect(names("name")).toEqual(["green", "broke", "flips", "flaky"]);
    expect(names("fails")).toEqual(["broke", "flips", "flaky", "green"]);
    expect(names("flips", true)).toEqual(["broke", "flips", "flaky"]);
  });

  test("is walked through from failure to failure, both ways", () => {
    const places = [
      { row: 1, column: 1 },
      { row: 1, column: 2 },
      { row: 2, column: 0 },
    ];
    expect(nextFailure(model, { row: 0, column: 0 }, 1)).toEqual(places[0]);
    expect(nextFailure(model, places[0] as never, 1)).toEqual(places[1]);
    expect(nextFailure(model, places[1] as never, 1)).toEqual(places[2]);
    expect(nextFailure(model, places[2] as never, 1)).toBeUndefined();
    expect(nextFailure(model, { row: 3, column: 2 }, -1)).toEqual(places[2]);
    expect(nextFailure(model, places[0] as never, -1)).toBeUndefined();
  });
});

import type { Run } from "@backstory/model";
import { expect, test } from "vitest";
import { offeredPairs, offeredSelectors } from "./offeredSelectors.ts";

const run = (runId: string, target: string, branch: string, name?: string) =>
  ({ runId, project: "shop", target, branch, build: name === undefined ? {} : { name } }) as Run;
const runs = [
  run("5", "web", "feature"),
  run("4", "web", "main", "1.2"),
  run("3", "api", "main"),
  run("2", "web", "main", "1.1"),
  run("1", "api", "main"),
];

test("branches, builds and runs are proposed, each once", () => {
  const selectors = offeredSelectors(runs).map(({ selector }) => selector);
  expect(selectors.slice(0, 5)).toEqual([
    "latest",
    "branch:feature",
    "branch:feature:10",
    "branch:main",
    "branch:main:10",
  ]);
  expect(selectors).toEqual(expect.arrayContaining(["build:1.2", "build:1.1", "5", "1"]));
  expect(new Set(selectors).size).toBe(selectors.length);
  expect(offeredSelectors([run("1", "web", "a:b")]).map(({ selector }) => selector)).toEqual(["latest", "1"]);
});

test("the newest run of each target that has one before it on its branch is proposed with that one", () => {
  expect(offeredPairs(runs).map(({ before, after }) => [before.runId, after.runId])).toEqual([
    ["2", "4"],
    ["1", "3"],
  ]);
  expect(offeredPairs([])).toEqual([]);
});

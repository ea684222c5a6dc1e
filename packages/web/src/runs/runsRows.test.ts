import type { Run } from "@backstory/model";
import { expect, test } from "vitest";
import { runsRows } from "./runsRows.ts";

const run = (runId: string, branch: string) => ({ runId, branch, project: "shop", target: "web", build: {} }) as Run;
const runs = [run("d", "main"), run("c", ""), run("b", "main"), run("a", "next")];
const lines = (group: Parameters<typeof runsRows>[1]) =>
  runsRows(runs, group).map((row) => ("run" in row ? row.run.runId : row.heading));

test("runs stand newest first while nothing groups them", () => {
  expect(lines(undefined)).toEqual(["d", "c", "b", "a"]);
});

test("a group stands where its newest run stands, and every run stands once", () => {
  expect(lines("branch")).toEqual(["main", "d", "b", "no branch", "c", "next", "a"]);
  expect(lines("target")).toEqual(["shop / web", "d", "c", "b", "a"]);
  expect(new Set(runsRows(runs, "branch").map(({ key }) => key)).size).toBe(7);
});

import type { ResultGroup, RunResult } from "@backstory/model";
import { expect, test } from "vitest";
import { type GroupedRow, groupAt, listRows, treeRows } from "./groupRows.ts";
import { suiteTree } from "./suiteTree.ts";

const group = (name: string): ResultGroup => ({
  ...{ group: `suite:${name}`, name, durationMs: 1 },
  counts: { passed: 1, failed: 0, broken: 0, skipped: 0, flaky: 0, total: 1 },
});
const result = { testId: "t1" } as RunResult;
const lines = (rows: readonly GroupedRow[]) =>
  rows.map((row) => (row.kind === "group" ? `${"  ".repeat(row.group.depth)}${row.group.word}` : row.key));

test("the results of the open group stand below it", () => {
  const groups = [group("a"), group("b")];
  expect(lines(listRows(groups, undefined, undefined))).toEqual(["a", "b"]);
  expect(lines(listRows(groups, "suite:a", undefined))).toEqual(["a", "suite:a waiting", "b"]);
  expect(lines(listRows(groups, "suite:a", [result]))).toEqual(["a", "t1", "b"]);
});

test("a tree shows the open branch alone, and closing leads to the node above", () => {
  const tree = suiteTree([group("tests.a.One"), group("tests.a.Two"), group("tests.b"), group("tests.a")]);
  const open = "path:tests.a.One";
  const rows = treeRows(tree, open, [result]);
  expect(lines(rows)).toEqual(["tests.", "  a.", "    One", "t1", "    Two", "  b", "  a"]);
  const one = rows.find((row) => row.key === open);
  expect(one).toMatchObject({ group: { isOpen: true, closed: "path:tests.a." } });
  expect(groupAt(tree, open)).toBe("suite:tests.a.One");
  expect(groupAt(tree, "path:tests.a.")).toBeUndefined();
  expect(lines(treeRows(tree, undefined, undefined))).toEqual(["tests."]);
});

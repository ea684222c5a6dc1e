import { expect, test } from "vitest";
import { filesOf, fullNamePattern, projectOf } from "./fullNames.ts";

test.each<[string, string, readonly string[], readonly string[]]>([
  ["a.test.ts", "adds", ["adds"], ["adds more", "Cart adds"]],
  ["a.test.ts > Cart > [1] (x)", "adds $2.50 | +", ["Cart [1] (x) adds $2.50 | +"], ["Cart 1 x adds"]],
  ["|web| a.test.ts > Cart > more", "adds", ["Cart more adds", "Cart > more > adds"], ["Cart adds"]],
  ["a.test.ts", "adds #2", ["adds", "adds #2"], ["adds #3"]],
])("%s > %s", (suite, name, meant, others) => {
  const pattern = new RegExp(fullNamePattern([{ suite, name }]));
  expect(meant.filter((title) => !pattern.test(title))).toEqual([]);
  expect(others.filter((title) => pattern.test(title))).toEqual([]);
});

test("several tests are one pattern, and files are named once, without the way up to them", () => {
  const tests = ["adds", "pays"].map((name) => ({ suite: "../lib/a.test.ts", name, file: "../lib/a.test.ts" }));
  expect(fullNamePattern(tests)).toBe("^(?:(?:adds)|(?:pays))$");
  expect(filesOf({ runner: "jest", cwd: "/", argv: [], of: "A", tests })).toEqual(["lib/a.test.ts"]);
});

test("the project of a test stands before its file", () => {
  expect(projectOf({ suite: "|fire fox| a.spec.ts > x", name: "y" })).toBe("fire fox");
  expect(projectOf({ suite: "a.spec.ts > |x| y", name: "z" })).toBeUndefined();
});

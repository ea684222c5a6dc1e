import { expect, test } from "vitest";
import { globPattern } from "./globPattern.ts";

test.each<[string, string[], string[]]>([
  ["report.xml", ["report.xml"], ["a/report.xml", "reportxxml", "report.xml.bak"]],
  ["./out/*.xml", ["out/a.xml", "out/.xml"], ["out/a/b.xml", "a.xml"]],
  ["**/TEST-*.xml", ["TEST-a.xml", "a/TEST-b.xml", "a/b/TEST-.xml"], ["a/TEST-b.txt", "aTEST-b.xml"]],
  ["out/**", ["out/a", "out/a/b.xml"], ["out", "outer/a"]],
  ["{a,b/*}/x.xml", ["a/x.xml", "b/c/x.xml"], ["b/x.xml", "c/x.xml"]],
  ["r?[0-9].xml", ["ra1.xml"], ["r/1.xml", "rab.xml", "r1.xml"]],
  ["r[!0-9].xml", ["ra.xml"], ["r1.xml"]],
  ["a+(b).xml", ["a+(b).xml"], ["aab.xml"]],
  ["{unclosed", ["{unclosed"], ["unclosed"]],
])("%s", (glob, meant, others) => {
  const pattern = globPattern(glob);
  expect(meant.filter((path) => !pattern.test(path))).toEqual([]);
  expect(others.filter((path) => pattern.test(path))).toEqual([]);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bounds, resultRecord } from "@backstory/model";
import { describe, expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { countsOf, readExpected, readReport } from "./reportCounts.ts";

// BACKSTORY_CORPORA may name a folder of more reports, with an expected.json of the same shape.
const folder = process.env["BACKSTORY_CORPORA"] ?? join(root, "test/corpora/reports");

/** Where a plain count of elements and what a report means differ: the reader follows the meaning. */
const meant: Readonly<Record<string, { why: string; counts: object }>> = {
  "tst/disabled.xml": { why: "status='disabled' did not run", counts: { passed: 6, skipped: 5 } },
  "googletest/testcase4/input.xml": { why: "status='notrun' did not run", counts: { passed: 18, skipped: 2 } },
  "test-surefire-retry.xml": { why: "its last attempt is a rerunError", counts: { failures: 0, errors: 1 } },
  "test-junit-problem-string.xml": {
    why: "a last attempt is a rerunError",
    counts: { failures: 1, errors: 2, passed: 3 },
  },
};

const junit = Object.entries(readExpected(folder).files).filter(
  ([, { format, counted }]) => format.startsWith("junit") && counted !== undefined,
);

describe("JUnit files of many producers", () => {
  test.each(junit)("%s", (path, { counted }) => {
    if (counted?.parse_error !== undefined) {
      expect(() => readReport(join(folder, path))).toThrow(/line \d+, column \d+/);
      return;
    }
    const results = readReport(join(folder, path));
    const { cases, passed, failures, errors, skipped } = counted as Required<typeof counted> & object;
    const exception = Object.entries(meant).find(([ending]) => path.endsWith(ending))?.[1].counts;
    expect(countsOf(results)).toEqual({ cases, passed, failures, errors, skipped, ...exception });
    for (const result of results) expect(resultRecord.safeParse(result).error).toBeUndefined();
    expect(new Set(results.map(({ resultId }) => resultId)).size).toBe(results.length);
    expect(Math.max(0, ...results.map(({ name }) => name.length))).toBeLessThanOrEqual(bounds.word);
  });
});

const ctrf = readdirSync(join(folder, "ctrf"), { recursive: true, withFileTypes: true })
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => path.endsWith(".json") && "results" in (JSON.parse(readFileSync(path, "utf8")) as object));

test.each(ctrf)("CTRF: %s adds up to its own summary", (path) => {
  const { results } = JSON.parse(readFileSync(path, "utf8")) as { results: { summary: Record<string, number> } };
  const { tests, passed, failed, skipped = 0, pending = 0, other = 0 } = results.summary;
  const read = readReport(path);
  expect(countsOf(read)).toEqual({
    cases: tests,
    passed,
    failures: failed,
    errors: 0,
    skipped: skipped + pending + other,
  });
  for (const result of read) expect(resultRecord.safeParse(result).error).toBeUndefined();
});

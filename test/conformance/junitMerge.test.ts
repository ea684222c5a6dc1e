import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergedBytes, mergeReports, type ReportFile } from "@backstory/formats";
import { afterAll, describe, expect, test } from "vitest";
import { JunitFile } from "../../packages/client/src/cli/junitFile.ts";
import { root } from "../architecture/sourceFiles.ts";
import { readExpected } from "./reportCounts.ts";

// BACKSTORY_CORPORA may name a folder of more reports, with an expected.json of the same shape.
const folder = process.env["BACKSTORY_CORPORA"] ?? join(root, "test/corpora/reports");
const junit = Object.entries(readExpected(folder).files)
  .filter(([, { format, counted }]) => format.startsWith("junit") && counted?.parse_error === undefined)
  .map(([path]) => path);

const place = mkdtempSync(join(tmpdir(), "backstory-merge-"));
afterAll(() => rmSync(place, { recursive: true }));

type Suite = ReportFile["suites"][number];

/** The same suites and cases with nothing in them: all of them passed. */
function healedCopy(suite: Suite): Buffer {
  const open = Buffer.from(suite.open ?? []);
  if (suite.isEmpty) return open;
  const inside = suite.kind === "testcase" ? [] : suite.children.map(healedCopy);
  return Buffer.concat([open, ...inside, Buffer.from(`</${suite.tag}>`)]);
}

function failing({ cases }: ReportFile): Suite[] {
  return cases.filter(({ children }) => children.some(({ kind }) => kind === "failure" || kind === "error"));
}

/** The suites with their numbers, and the cases with what they hold. */
function shapeOf({ suites, cases }: ReportFile) {
  const kinds = cases.map(({ attributes, children }) => [attributes, children.map(({ kind }) => kind).sort()]);
  return [suites.map(({ attributes }) => attributes), kinds];
}

function merge(first: JunitFile, rerun: JunitFile, isWhole: boolean): Buffer {
  const { edits } = mergeReports(first.report, [rerun.report], { isWhole });
  return Buffer.concat([...first.asItWas(mergedBytes(first, [rerun], edits))]);
}

describe("the JUnit files of many producers", () => {
  test.each(junit)("%s", (path) => {
    const first = opened(join(folder, path));
    if (first === undefined) return;
    const before = readFileSync(join(folder, path));
    writeFileSync(join(place, "same.xml"), merge(first, first, true));
    const same = new JunitFile(join(place, "same.xml"));
    expect(shapeOf(same.report), "merged with itself it tells the same").toEqual(shapeOf(first.report));
    const [outermost] = first.report.suites;
    const declaration = Buffer.from(`<?xml version="1.0" encoding="${first.encoding}"?>`);
    writeFileSync(join(place, "rerun.xml"), Buffer.concat([declaration, healedCopy(outermost as Suite)]));
    const rerun = new JunitFile(join(place, "rerun.xml"));
    writeFileSync(join(place, "merged.xml"), merge(first, rerun, false));
    const merged = new JunitFile(join(place, "merged.xml"));
    // What says in an attribute that it did not run is no test that passed.
    expect(failing(merged.report).filter(({ attributes }) => !("status" in attributes))).toEqual([]);
    expect(merged.report.cases.length).toBe(first.report.cases.length);
    if (failing(first.report).length === 0) expect(readFileSync(join(place, "merged.xml")).equals(before)).toBe(true);
    for (const file of [first, same, rerun, merged]) file.close();
  });
});

/** Undefined for a report that is one case alone, in no suite. */
function opened(path: string): JunitFile | undefined {
  try {
    return new JunitFile(path);
  } catch (error) {
    expect((error as Error).message).toMatch(/neither <testsuites> nor <testsuite>/);
    return undefined;
  }
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergedBytes, mergeReports, type ReportFile, readReport, SoughtCases } from "@backstory/formats";
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
function healedCopy(file: JunitFile): Buffer {
  const inside = new Map<Suite | undefined, Suite[]>();
  const all = [...file.report.suites, ...file.report.cases].sort((one, other) => one.start - other.start);
  for (const element of all) {
    const siblings = inside.get(element.parent) ?? [];
    inside.set(element.parent, siblings);
    siblings.push(element);
  }
  const copyOf = (element: Suite): Buffer => {
    const open = Buffer.concat([...file.read(element.start, element.openEnd)]);
    if (element.isEmpty) return open;
    return Buffer.concat([open, ...(inside.get(element) ?? []).map(copyOf), Buffer.from(`</${element.tag}>`)]);
  };
  return Buffer.concat((inside.get(undefined) ?? []).map(copyOf));
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
  const { edits, ...told } = mergeReports(first.report, [rerun.report], { isWhole });
  const sought = readReport(first.read(0, first.sizeBytes), new SoughtCases([rerun.report], { isWhole }));
  const again = mergeReports(sought, [rerun.report], { isWhole });
  expect(again, "what is sought alone is enough").toEqual({ edits, ...told });
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
    const declaration = Buffer.from(`<?xml version="1.0" encoding="${first.encoding}"?>`);
    writeFileSync(join(place, "rerun.xml"), Buffer.concat([declaration, healedCopy(first)]));
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

import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A report, one of a rerun in which one of its failed tests passes, and one of a rerun of all in which all do. */
export interface Reports {
  readonly first: string;
  readonly rerun: string;
  readonly whole: string;
  /** How many of its cases failed. */
  readonly failed: number;
  readonly cases: number;
  readonly sizeBytes: number;
  /** How much shorter the first one is without that failure. */
  readonly shorterBytes: number;
}

const casesInSuite = 500;
const failedInSuite = casesInSuite / 50;
const trace = "  File &quot;tests/test_module.py&quot;, line 3, in test\n    assert a == b\n".repeat(10);
const failure = `<failure message="AssertionError: assert 1 == 2">${trace}</failure>`;

/** Writes a report of some size: cases of some 200 bytes, of which each fiftieth failed. */
export function writeReports(folder: string, wantedBytes: number): Reports {
  const [first, rerun, whole] = ["first.xml", "rerun.xml", "whole.xml"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const file = openSync(first, "w");
  const again = openSync(whole, "w");
  writeSync(again, "<testsuites>\n");
  let suites = 0;
  let sizeBytes = writeSync(file, '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="all">\n');
  while (sizeBytes < wantedBytes) {
    const text = suiteOf(suites);
    sizeBytes += writeSync(file, text);
    writeSync(again, text.replaceAll(`>${failure}</testcase>`, "/>").replaceAll(' time="0.', ' time="1.'));
    suites += 1;
  }
  sizeBytes += writeSync(file, "</testsuites>\n");
  writeSync(again, "</testsuites>\n");
  closeSync(file);
  closeSync(again);
  const suite = Math.floor(suites / 2);
  writeFileSync(rerun, `<testsuite name="${nameOf(suite)}">${tagOf(suite, casesInSuite / 2)}/></testsuite>`);
  // One failure fewer of ten is one digit fewer.
  const failed = suites * failedInSuite;
  return { first, rerun, whole, failed, cases: suites * casesInSuite, sizeBytes, shorterBytes: failure.length + 1 };
}

function suiteOf(suite: number): string {
  const cases = Array.from({ length: casesInSuite }, (_, index) => {
    const tag = tagOf(suite, index);
    return index % 50 === 0 ? `${tag}>${failure}</testcase>\n` : `${tag}/>\n`;
  });
  const counts = `errors="0" failures="${failedInSuite}" skipped="0" tests="${casesInSuite}"`;
  return `<testsuite name="${nameOf(suite)}" ${counts} time="12.345">\n${cases.join("")}</testsuite>\n`;
}

function tagOf(suite: number, index: number): string {
  const name = `test_that_something_happens_${index}[param-${suite * casesInSuite + index}]`;
  const place = `file="tests/package_${suite}/test_module.py" line="${index}"`;
  return `  <testcase classname="${nameOf(suite)}.TestSomething" name="${name}" ${place} time="0.0${index}"`;
}

function nameOf(suite: number): string {
  return `tests.package_${suite}.test_module`;
}

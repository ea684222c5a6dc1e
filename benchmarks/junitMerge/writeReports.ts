import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A report, and one of a rerun in which one of its failed tests passes. */
export interface Reports {
  readonly first: string;
  readonly rerun: string;
  readonly cases: number;
  readonly sizeBytes: number;
  /** How much shorter the first one is without that failure. */
  readonly shorterBytes: number;
}

const casesInSuite = 500;
const trace = "  File &quot;tests/test_module.py&quot;, line 3, in test\n    assert a == b\n".repeat(10);
const failure = `<failure message="AssertionError: assert 1 == 2">${trace}</failure>`;

/** Writes a report of some size: cases of some 200 bytes, of which each fiftieth failed. */
export function writeReports(folder: string, wantedBytes: number): Reports {
  const [first, rerun] = [join(folder, "first.xml"), join(folder, "rerun.xml")];
  const file = openSync(first, "w");
  let suites = 0;
  let sizeBytes = writeSync(file, '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="all">\n');
  while (sizeBytes < wantedBytes) {
    sizeBytes += writeSync(file, suiteOf(suites));
    suites += 1;
  }
  sizeBytes += writeSync(file, "</testsuites>\n");
  closeSync(file);
  const suite = Math.floor(suites / 2);
  writeFileSync(rerun, `<testsuite name="${nameOf(suite)}">${tagOf(suite, casesInSuite / 2)}/></testsuite>`);
  // One failure fewer of ten is one digit fewer.
  return { first, rerun, cases: suites * casesInSuite, sizeBytes, shorterBytes: failure.length + 1 };
}

function suiteOf(suite: number): string {
  const cases = Array.from({ length: casesInSuite }, (_, index) => {
    const tag = tagOf(suite, index);
    return index % 50 === 0 ? `${tag}>${failure}</testcase>\n` : `${tag}/>\n`;
  });
  const counts = `errors="0" failures="${casesInSuite / 50}" skipped="0" tests="${casesInSuite}"`;
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

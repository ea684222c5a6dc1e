import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { mergeReports } from "./mergeReports.ts";
import { readReport } from "./reportFile.ts";
import { SoughtCases } from "./soughtCases.ts";

const reportOf = (text: string) => readReport([new TextEncoder().encode(text)]);

/** The names of the cases that are kept of a report. */
function kept(text: string | Uint8Array, rerun: string, isWhole = false): (string | undefined)[] {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return readReport([bytes], new SoughtCases([reportOf(rerun)], { isWhole })).cases.map(
    ({ attributes }) => attributes["name"],
  );
}

const suite = (...cases: string[]) => `<testsuite name="s">${cases.join("")}</testsuite>`;
const named = (classname: string, name: string) => `<testcase classname="${classname}" name="${name}"/>`;

describe("of a report is kept", () => {
  const many = suite(...Array.from({ length: 1000 }, (_, index) => named("a.c", `t${index}`)));

  test("nothing but the tests of the reruns", () => {
    expect(kept(many, suite(named("a.c", "t7"), named("a.c", "t300")))).toEqual(["t7", "t300"]);
  });

  test("nothing of another class, unless it may be the same one with something before it", () => {
    const report = suite(named("c", "t"), named("a.c", "t"), named("b.a.c", "t"), named("bc", "t"), named("c.d", "t"));
    expect(kept(report, suite(named("a.c", "t")))).toHaveLength(3);
  });

  test("the file that could not be collected", () => {
    const report = suite(named("", "tests.test_it"), named("", "tests.test"), "<testcase name='tests'/>");
    expect(kept(report, suite(named("tests.test_it.TestA", "t")))).toEqual(["tests.test_it", "tests"]);
  });

  test("where a whole merge adds tests: the first case of all, and of each class", () => {
    const report = suite(named("a", "1"), named("b", "2"), named("b", "3"), named("a", "4"));
    expect(kept(report, suite(named("b", "new")), true)).toEqual(["1", "2"]);
  });

  it.each([
    ["entities", "a &gt; b", "a > b"],
    ["numbers of letters", "a &#62; &#x62;", "a &gt; b"],
    ["apostrophes around it", `x' name = 'a "b"`, "a &quot;b&quot;"],
    ["letters beyond ASCII", "ä→𝒙", "&#228;&#8594;&#x1d499;"],
  ])("what is written with %s", (_, written, name) => {
    const mark = written.includes("'") ? "'" : '"';
    const report = `<testsuite><testcase y=${mark}${written}${mark}/><testcase name=${mark}${written}${mark}/></testsuite>`;
    expect(kept(report, suite(`<testcase name="${name}"/>`)).length).toBeGreaterThan(0);
  });

  test("what has no name, when a rerun has such a test", () => {
    expect(kept(suite('<testcase time="1"/>', named("", "a")), suite("<testcase/>"))).toEqual([""]);
  });

  test("a name in another encoding, and one with bytes that are no text", () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite><testcase name="é"/></testsuite>',
      "latin1",
    );
    expect(kept(latin, suite('<testcase name="é"/>'))).toEqual(["é"]);
    const bytes = Buffer.concat([
      Buffer.from('<testsuite><testcase name="'),
      Buffer.from([0xff]),
      Buffer.from('"/></testsuite>'),
    ]);
    expect(kept(bytes, suite('<testcase name="\ufffd"/>'))).toEqual(["\ufffd"]);
  });
});

test("whatever the reports are, what is sought is enough to merge them", () => {
  const name = fc.constantFrom("a", "b", "a &gt; b", "a > b", "&#97;", "é", "");
  const classname = fc.constantFrom("", "c", "p.c", "q.p.c", "p", "a");
  const problem = fc.constantFrom("", "<failure/>", "<failure/><failure/>", "<error/>", "<skipped/>");
  const oneCase = fc
    .tuple(classname, name, problem)
    .map((parts) => `<testcase classname="${parts[0]}" name="${parts[1]}" time="1">${parts[2]}</testcase>`);
  const inside = fc.array(oneCase, { maxLength: 6 }).map((cases) => cases.join(""));
  const report = fc
    .array(fc.tuple(fc.constantFrom("s", "t", "u"), inside, inside), { minLength: 1, maxLength: 4 })
    .map((suites) =>
      suites.map(
        ([title, before, within]) =>
          `<testsuite name="${title}" tests="9" failures="2" errors="1">${before}<testsuite name="i">${within}</testsuite></testsuite>`,
      ),
    )
    .map((suites) => `<testsuites failures="3">${suites.join("")}</testsuites>`);
  const property = fc.property(report, fc.array(report, { maxLength: 2 }), fc.boolean(), (first, others, isWhole) => {
    const reruns = others.map(reportOf);
    const options = { isWhole, isMarked: true };
    const sought = readReport([new TextEncoder().encode(first)], new SoughtCases(reruns, options));
    expect(mergeReports(sought, reruns, options)).toEqual(mergeReports(reportOf(first), reruns, options));
  });
  fc.assert(property, { numRuns: 300 });
});

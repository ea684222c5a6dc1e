import { BackstoryError, type ResultToWrite, resultRecord } from "@backstory/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReportFacts } from "../report.ts";
import { readJunit } from "./read.ts";

const startedAt = "2026-11-21T10:00:00.000Z";

function read(xml: string | Uint8Array, size = 7): ResultToWrite[] & { facts: ReportFacts } {
  const bytes = typeof xml === "string" ? new TextEncoder().encode(xml) : xml;
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const results: ResultToWrite[] = [];
  const facts = readJunit(chunks, { startedAt, take: (result) => void results.push(result) });
  for (const result of results) expect(resultRecord.safeParse(result).error).toBeUndefined();
  return Object.assign(results, { facts });
}

const one = (inside: string, attributes = 'classname="c" name="n" time="1.5"') =>
  read(`<testsuite name="s"><testcase ${attributes}>${inside}</testcase></testsuite>`)[0];

describe("a test case of JUnit XML", () => {
  it.each([
    ["nothing in it: it passed", "", { status: "passed", rawStatus: "passed" }],
    [
      "a failure",
      '<failure type="T" message="m">at x</failure>',
      { status: "failed", failure: { type: "T", message: "m", trace: "at x" } },
    ],
    [
      "a failure without attributes",
      "<failure>first\nsecond</failure>",
      { status: "failed", failure: { message: "first", trace: "first\nsecond" } },
    ],
    ["an error", '<error message="m"/>', { status: "broken", rawStatus: "error", failure: { message: "m" } }],
    [
      "a skip",
      '<skipped message="later"/>',
      { status: "skipped", rawStatus: "skipped", failure: { message: "later" } },
    ],
    ["a skip that says nothing", "<skipped/>", { status: "skipped" }],
    [
      "a failure and an error: the error weighs more",
      "<failure>a</failure><error>b</error>",
      { status: "broken", failure: { message: "b", trace: "b\n\na" } },
    ],
    [
      "two failures: none is lost",
      '<failure message="a"/><failure message="b">t</failure>',
      { status: "failed", failure: { message: "a", trace: "b\nt" } },
    ],
    [
      "output",
      "<system-out>a</system-out><system-out>b</system-out><system-err><![CDATA[<c>]]></system-err>",
      { stdout: "a\nb", stderr: "<c>" },
    ],
    [
      "properties, one name twice",
      '<properties><property name="k" value="v"/><property name="k">w</property></properties>',
      { properties: { k: "v", "k #2": "w" } },
    ],
  ])("with %s", (_, inside, expected) => {
    expect(one(inside)).toMatchObject({ suite: "c", name: "n", durationMs: 1_500, startedAt, ...expected });
  });

  it.each([
    ["1", 1_000],
    ["0.0015", 1.5],
    ["1,234.5", 1_234_500],
    ["0,25", 250],
    ["1e-2", 10],
    ["-3", 0],
    ["", 0],
    [" 2 ", 2_000],
    ["soon", 0],
  ])("of time %j takes %d ms", (time, durationMs) => {
    expect(one("", `classname="c" name="n" time="${time}"`)).toMatchObject({ durationMs });
  });

  it("without a class stands in the suites around it, without a name is still kept", () => {
    const xml =
      '<testsuites name="run"><testsuite name="a"><testsuite name="b"><testcase name="n"/></testsuite><testcase/></testsuite></testsuites>';
    expect(read(xml).map(({ suite, name }) => [suite, name])).toEqual([
      ["a > b", "n"],
      ["a", "(no name)"],
    ]);
  });

  it("of a name that stood there before is numbered, so that no pass hides a failure", () => {
    const xml =
      '<testsuite><testcase classname="c" name="n"><failure/></testcase><testcase classname="c" name="n"/></testsuite>';
    expect(read(xml).map(({ name, status }) => [name, status])).toEqual([
      ["n", "failed"],
      ["n #2", "passed"],
    ]);
  });

  it("with surefire's reruns has an attempt for each", () => {
    const flaky =
      '<flakyFailure message="1"><stackTrace>t</stackTrace><system-out>o</system-out></flakyFailure><flakyError message="2"/>';
    const rerun = '<failure message="1"/><rerunFailure message="2"/>';
    const xml = `<testsuite><testcase name="f" time="2">${flaky}</testcase><testcase name="r">${rerun}</testcase></testsuite>`;
    expect(
      read(xml).map(({ name, attempt, status, failure, stdout }) => [name, attempt, status, failure?.message, stdout]),
    ).toEqual([
      ["f", 1, "failed", "1", "o"],
      ["f", 2, "broken", "2", undefined],
      ["f", 3, "passed", undefined, undefined],
      ["r", 1, "failed", "1", undefined],
      ["r", 2, "failed", "2", undefined],
    ]);
  });

  it("began where the one before it ended, from the time that its suite says", () => {
    const xml =
      '<testsuite timestamp="2026-01-02T03:04:05"><testcase name="a" time="2"/><testcase name="b" time="1"/></testsuite>';
    const results = read(xml);
    expect(results.map((result) => result.startedAt)).toEqual(["2026-01-02T03:04:05.000Z", "2026-01-02T03:04:07.000Z"]);
    expect(results.facts).toMatchObject({ startedAt: "2026-01-02T03:04:05.000Z", finishedAt: startedAt });
  });
});

describe("a file", () => {
  it.each([
    ["that breaks off", "<testsuite>\n<testcase", /line 2, column 9: /],
    ["of no XML", "no results", /line 1/],
    ["that is empty", "", /line 1/],
    ["of something else", "<html><body/></html>", /neither a test suite nor a test case/],
    [
      "with an entity of its own",
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<testsuite name="&x;"/>',
      /line 2.*entity/,
    ],
    ["in an unknown encoding", '<?xml version="1.0" encoding="nowhere-1"?><testsuite/>', /nowhere-1/],
  ])("%s is refused, and where", (_, xml, message) => {
    expect(() => read(xml)).toThrow(message);
    expect(() => read(xml)).toThrow(BackstoryError);
  });

  it("is read in its encoding", () => {
    const latin = '<?xml version="1.0" encoding="ISO-8859-1"?><testcase name="é"/>';
    expect(read(Uint8Array.from(latin, (letter) => letter.charCodeAt(0)))[0]?.name).toBe("é");
    const wide = `\ufeff<?xml version="1.0" encoding="UTF-16"?><testcase name="é"/>`;
    expect(
      read(new Uint8Array(new Uint16Array(Array.from(wide, (letter) => letter.charCodeAt(0))).buffer))[0]?.name,
    ).toBe("é");
    expect(read("\ufeff<testcase name='é'/>")[0]?.name).toBe("é");
  });

  it("may hold control characters, as terminals do", () => {
    expect(one("<failure>a\u001b[31mb&#27;[0m</failure>")?.failure?.trace).toContain("\u001b[31mb");
  });

  it("of any number of cases, in chunks of any size, gives one result a case", () => {
    const text = fc.string({ unit: "binary", maxLength: 12 });
    const escaped = (value: string) => value.replace(/[^\w ]/gu, (letter) => `&#${letter.codePointAt(0)};`);
    const testCase = fc.record({ name: text, status: fc.constantFrom("", "<failure/>", "<error/>", "<skipped/>") });
    fc.assert(
      fc.property(fc.array(testCase, { maxLength: 20 }), fc.integer({ min: 1, max: 50 }), (cases, size) => {
        const inside = cases
          .map(({ name, status }) => `<testcase name="${escaped(name)}">${status}</testcase>`)
          .join("");
        const results = read(`<testsuite>${inside}</testsuite>`, size);
        const words = { "": "passed", "<failure/>": "failed", "<error/>": "broken", "<skipped/>": "skipped" };
        expect(results.map(({ status }) => status)).toEqual(cases.map(({ status }) => words[status as ""]));
        expect(new Set(results.map(({ suite, name }) => `${suite} ${name}`)).size).toBe(cases.length);
      }),
    );
  });
});

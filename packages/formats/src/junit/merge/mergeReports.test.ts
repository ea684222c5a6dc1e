import { BackstoryError } from "@backstory/model";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type ByteSource, mergedBytes } from "./mergedBytes.ts";
import { type MergeOptions, mergeReports } from "./mergeReports.ts";
import { readReport } from "./reportFile.ts";
import { SoughtCases } from "./soughtCases.ts";

const bytesOf = (text: string | Uint8Array) => (typeof text === "string" ? new TextEncoder().encode(text) : text);

function* chunksOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

interface Merged {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly told: Readonly<Record<string, readonly string[]>>;
}

function merge(
  first: string | Uint8Array,
  reruns: string | Uint8Array | (string | Uint8Array)[],
  options?: MergeOptions & { size?: number },
): Merged {
  const { size = 7, ...rest } = options ?? {};
  const all = [first, ...[reruns].flat()].map((text) => {
    const bytes = bytesOf(text);
    const report = readReport(chunksOf(bytes, size));
    const source: ByteSource = {
      encoding: report.encoding,
      sizeBytes: bytes.length,
      read: (start, end) => chunksOf(bytes.subarray(start, end), size),
    };
    return { report, source };
  });
  const [one, ...others] = all as [(typeof all)[0], ...typeof all];
  const reports = others.map(({ report }) => report);
  const { edits, ...told } = mergeReports(one.report, reports, rest);
  const sought = readReport(one.source.read(0, one.source.sizeBytes), new SoughtCases(reports, rest));
  expect(mergeReports(sought, reports, rest), "of what is sought alone it makes the same").toEqual({ edits, ...told });
  const bytes = Buffer.concat([
    ...mergedBytes(
      one.source,
      others.map(({ source }) => source),
      edits,
    ),
  ]);
  return {
    text: bytes.toString("utf8"),
    bytes,
    told: Object.fromEntries(Object.entries(told).filter(([, names]) => names.length > 0)),
  };
}

const suite = (inside: string, numbers = 'tests="2" failures="1" errors="0" skipped="0"') =>
  `<?xml version="1.0" encoding="utf-8"?>\n<testsuites><testsuite name="s" ${numbers} time="3.000">${inside}</testsuite></testsuites>\n`;
const failure = '<failure message="no">at x</failure>';
const passes = (name: string) => suite(`<testcase classname="c" name="${name}" time="1"/>`);

describe("a rerun in which a failed test passes", () => {
  it.each([
    ["a failure", "<failure/>", 'failures="1" errors="0"'],
    ["an error of its set-up", '<error message="no">t</error>', 'failures="0" errors="1"'],
    ["a failure in a text of its own", "<failure><![CDATA[<testcase>]]></failure>", 'failures="1" errors="0"'],
  ])("takes %s out, and nothing else changes", (_, problem, numbers) => {
    const before = suite(
      `\n <testcase classname="c" name="a" time="1">${problem}<system-out>o</system-out></testcase><!-- b -->`,
      numbers,
    );
    const { text, told } = merge(before, passes("a"));
    expect(text).toBe(before.replace(problem, "").replace(numbers, 'failures="0" errors="0"'));
    expect(told).toEqual({ healed: ["c > a"] });
  });

  test("takes every problem of its case out, and of both cases that it has", () => {
    const before = suite(
      `<testcase classname="c" name="a">${failure}${failure}</testcase><testcase classname="c" name="a"><error/></testcase>`,
      'tests="2" failures="1" errors="1"',
    );
    const { text } = merge(before, passes("a"));
    expect(text).toBe(
      before
        .replaceAll(failure, "")
        .replace("<error/>", "")
        .replace('failures="1" errors="1"', 'failures="0" errors="0"'),
    );
  });

  test("counts what the report counts: failures, where it counts those", () => {
    const before = suite(`<testcase classname="c" name="a">${failure}${failure}</testcase>`, 'failures="2"');
    expect(merge(before, passes("a")).text).toContain('failures="0"');
  });

  test("keeps the numbers of every suite around it", () => {
    const before = `<testsuites failures="2"><testsuite name="o" failures="2"><testsuite name="i" failures='1'><testcase name="a">${failure}</testcase></testsuite><testsuite name="j" failures="1"><testcase name="a">${failure}</testcase></testsuite></testsuite></testsuites>`;
    const rerun =
      '<testsuites><testsuite name="o"><testsuite name="i"><testcase name="a"/></testsuite></testsuite></testsuites>';
    const { text } = merge(before, rerun);
    expect(text).toBe(
      before
        .replace('<testsuites failures="2">', '<testsuites failures="1">')
        .replace('name="o" failures="2"', 'name="o" failures="1"')
        .replace("failures='1'", "failures='0'")
        .replace(failure, ""),
    );
  });

  test("marks it on request, wherever its properties are", () => {
    const marked = (inside: string) =>
      merge(suite(`<testcase classname="c" name="a">${inside}</testcase>`), passes("a"), { isMarked: true }).text;
    const property = '<property name="backstory.healed" value="true"/>';
    expect(marked(failure)).toContain(`name="a"><properties>${property}</properties></testcase>`);
    expect(marked(`<properties><property name="k"/></properties>${failure}`)).toContain(
      `<property name="k"/>${property}</properties></testcase>`,
    );
    expect(marked(`<properties />${failure}`)).toContain(`<properties>${property}</properties></testcase>`);
  });

  test("with surefire's attempts takes those out, too", () => {
    const before = suite(`<testcase classname="c" name="a">${failure}<rerunFailure message="again"/></testcase>`);
    expect(merge(before, passes("a")).text).toBe(
      before.replace(`${failure}<rerunFailure message="again"/>`, "").replace('failures="1"', 'failures="0"'),
    );
  });

  test("heals a file that pytest could not collect", () => {
    const before = suite(
      '<testcase classname="" name="t.test_it"><error message="collection failure"/></testcase>',
      'errors="1"',
    );
    const { text, told } = merge(before, suite('<testcase classname="t.test_it.TestA" name="test_a"/>'));
    expect(text).toContain('errors="0"');
    expect(told["healed"]).toEqual(["s > t.test_it"]);
  });
});

describe("what stays as it was", () => {
  it.each([
    ["a test that fails again", `<testcase classname="c" name="a">${failure}</testcase>`, { stillFailing: ["c > a"] }],
    [
      "a test whose teardown still fails",
      `<testcase classname="c" name="a"/><testcase classname="c" name="a"><error/></testcase>`,
      { stillFailing: ["c > a"] },
    ],
    ["a test that is skipped now", '<testcase classname="c" name="a"><skipped/></testcase>', {}],
    ["a test that did not run now", '<testcase classname="c" name="a" status="notrun"/>', {}],
    ["a test of the same name in another class", '<testcase classname="d" name="a"/>', { unknown: ["d > a"] }],
    [
      "a test that passed and fails now",
      `<testcase classname="c" name="b">${failure}</testcase>`,
      { newlyFailing: ["c > b"] },
    ],
    ["a test that the report does not have", '<testcase classname="c" name="z"/>', { unknown: ["c > z"] }],
  ])("%s", (_, rerun, told) => {
    const before = suite(`<testcase classname="c" name="a">${failure}</testcase><testcase classname="c" name="b"/>`);
    const merged = merge(before, suite(rerun));
    expect(merged.text).toBe(before);
    expect(merged.told).toEqual(told);
  });

  test("a test that two suites have, when the rerun does not say which", () => {
    const before = `<testsuites><testsuite name="x"><testcase name="a">${failure}</testcase></testsuite><testsuite name="y"><testcase name="a">${failure}</testcase></testsuite></testsuites>`;
    expect(merge(before, '<testsuite name="z"><testcase name="a"/></testsuite>').text).toBe(before);
  });
});

describe("names", () => {
  it.each([
    ["with a prefix", "linux.c", "c"],
    ["of a run in another directory", "c", "tests.c"],
  ])("%s are found when only one fits", (_, there, here) => {
    const before = suite(`<testcase classname="${there}" name="a">${failure}</testcase>`);
    expect(merge(before, suite(`<testcase classname="${here}" name="a"/>`)).told).toEqual({ healed: [`${here} > a`] });
  });

  test("are what they mean, however they are written", () => {
    const before = suite(`<testcase\n classname='c'\n name='a &lt;b&gt; &#34;&#x63;"'>${failure}</testcase>`);
    expect(merge(before, suite('<testcase classname="c" name="a &lt;b> &quot;c&quot;"/>')).told).toEqual({
      healed: ['c > a <b> "c"'],
    });
  });

  test("are found in a suite that is called otherwise now, when nothing else has them", () => {
    const before = `<testsuite name="Chrome 1"><testcase name="a">${failure}</testcase></testsuite>`;
    expect(
      merge(before, '<testsuites><testsuite name="Chrome 2"><testcase name="a"/></testsuite></testsuites>').text,
    ).toBe(before.replace(failure, ""));
  });
});

test("tests that have one name in one suite are taken in their order, when the rerun has as many", () => {
  const named = (first: string, second: string) =>
    suite(`<testcase classname="c" name="a">${first}</testcase><testcase classname="c" name="a">${second}</testcase>`);
  const { text, told } = merge(named(failure, failure), named("", failure));
  expect(text).toBe(named("", failure).replace('failures="1"', 'failures="0"'));
  expect(told).toEqual({ healed: ["c > a"], stillFailing: ["c > a"] });
});

test("of several reruns the last one that has a test decides", () => {
  const before = suite(
    `<testcase classname="c" name="a">${failure}</testcase><testcase classname="c" name="b">${failure}</testcase>`,
    'failures="2"',
  );
  const fails = (name: string) => suite(`<testcase classname="c" name="${name}">${failure}</testcase>`);
  const { told } = merge(before, [passes("a"), fails("b"), passes("b"), fails("a")]);
  expect(told).toEqual({ healed: ["c > b"], stillFailing: ["c > a"] });
});

describe("a whole merge", () => {
  const before = suite(
    `<testcase classname="c" name="heals" time="1.000">${failure}<system-out>old</system-out></testcase><testcase classname="c" name="breaks" time="1.000"/><testcase classname="c" name="skips" time="1.000"></testcase><testcase classname="c" name="stays" time="0.000"/>`,
    'tests="4" failures="1" errors="0" skipped="0"',
  );
  const rerun = suite(
    `<testcase classname="c" name="heals" time="2"><system-out>new</system-out></testcase><testcase classname="c" name="breaks" time="1"><failure message="é">t</failure></testcase><testcase classname="c" name="skips" time="0"><skipped message="x"/></testcase><testcase classname="c" name="new" time="0.5"><error/></testcase>`,
  );

  test("tells every result of the rerun", () => {
    const { text, told } = merge(before, rerun, { isWhole: true });
    expect(text).toBe(
      suite(
        '<testcase classname="c" name="heals" time="2.000"><system-out>new</system-out></testcase><testcase classname="c" name="breaks" time="1.000"><failure message="é">t</failure></testcase><testcase classname="c" name="skips" time="0.000"><skipped message="x"/></testcase><testcase classname="c" name="stays" time="0.000"/><testcase classname="c" name="new" time="0.5"><error/></testcase>',
        'tests="5" failures="1" errors="1" skipped="1"',
      ).replace('time="3.000"', 'time="3.500"'),
    );
    expect(told).toEqual({ healed: ["c > heals"], newlyFailing: ["c > breaks", "c > new"], added: ["c > new"] });
  });

  test("with itself, or twice, changes nothing more", () => {
    const once = merge(before, rerun, { isWhole: true }).text;
    expect(merge(once, rerun, { isWhole: true }).text).toBe(once);
    expect(merge(before, before, { isWhole: true }).text).toBe(before);
  });

  test("puts what is written in another encoding into the report's own", () => {
    const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const first = latin(
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="é"><testcase name="a" time="1"/></testsuite>',
    );
    const { bytes } = merge(first, suite('<testcase name="a"><failure message="é€"/></testcase>'), { isWhole: true });
    expect(Buffer.from(bytes).toString("latin1")).toBe(
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="é"><testcase name="a" time="1"><failure message="&#233;&#8364;"/></testcase></testsuite>',
    );
  });
});

describe("a file", () => {
  it.each([
    ["that is empty", "", /it is empty/],
    ["that breaks off", "<testsuites><testsuite><testcase", /not whole XML/],
    ["that is not closed", "<testsuites><testsuite>", /not whole XML/],
    ["that is closed wrongly", "<testsuites></testsuite>", /not whole XML/],
    ["of something else", "<html></html>", /neither <testsuites> nor <testsuite>/],
    ["in an unknown encoding", '<?xml version="1.0" encoding="nowhere-1"?><testsuite/>', /nowhere-1/],
  ])("%s is refused", (_, text, message) => {
    expect(() => merge(text, passes("a"))).toThrow(message);
    expect(() => merge(text, passes("a"))).toThrow(BackstoryError);
  });

  test("may have a document type, comments, instructions and cases in texts", () => {
    const before = `\ufeff<?xml version="1.0"?>\n<!DOCTYPE testsuite [<!ENTITY x "<testcase>">]>\n<?x <testcase ?><!-- <testcase> --><testsuite><properties><property name="p"/></properties><testcase classname="c" name="a">${failure}</testcase><system-out><![CDATA[<testcase classname="c" name="a"><failure/>]]></system-out></testsuite>\n`;
    expect(merge(before, passes("a")).text).toBe(before.replace(failure, ""));
  });

  test("may hold bytes that are no text", () => {
    const before = Buffer.concat([
      Buffer.from("<testsuite><testcase classname='c' name='a'><failure>"),
      Buffer.from([0xff, 0xfe, 0x1b]),
      Buffer.from("</failure></testcase><system-out>"),
      Buffer.from([0xc3]),
      Buffer.from("</system-out></testsuite>"),
    ]);
    const { bytes } = merge(before, passes("a"));
    expect(Buffer.from(bytes).includes(Buffer.from([0xc3]))).toBe(true);
    expect(Buffer.from(bytes).includes("failure")).toBe(false);
  });
});

test("whatever the cases, texts and chunks are, only healed failures go and all numbers are right", () => {
  const text = fc
    .string({ unit: "binary", maxLength: 8 })
    .map((value) => value.replace(/[^\w ]/gu, (letter) => `&#${letter.codePointAt(0)};`));
  const oneCase = fc.record({
    before: fc.constantFrom("", "failure", "error", "skipped"),
    after: fc.constantFrom(undefined, "", "failure", "skipped"),
    text,
  });
  const element = (kind: string, inside: string) => (kind === "" ? "" : `<${kind} message="m">${inside}</${kind}>`);
  const property = fc.property(fc.array(oneCase, { maxLength: 15 }), fc.integer({ min: 1, max: 40 }), (cases, size) => {
    const count = (kind: string) => cases.filter(({ before }) => before === kind).length;
    const numbers = (failures: number, errors: number) =>
      `tests="${cases.length}" failures="${failures}" errors="${errors}"`;
    const written = (problems: readonly string[]) =>
      cases
        .map((each, index) => `<testcase classname="c" name="${each.text}${index}">${problems[index]}</testcase>`)
        .join("\n");
    const before = cases.map((each) => element(each.before, each.text));
    const isHealed = cases.map((each) => each.after === "" && ["failure", "error"].includes(each.before));
    const first = suite(written(before), numbers(count("failure"), count("error")));
    const rerun = suite(
      cases
        .flatMap(({ after, text }, index) =>
          after === undefined
            ? []
            : [`<testcase classname="c" name="${text}${index}">${element(after, "")}</testcase>`],
        )
        .join(""),
    );
    const healed = (kind: string) => cases.filter((each, index) => isHealed[index] && each.before === kind).length;
    const expected = suite(
      written(before.map((problem, index) => (isHealed[index] ? "" : problem))),
      numbers(count("failure") - healed("failure"), count("error") - healed("error")),
    );
    expect(merge(first, rerun, { size }).text).toBe(expected);
  });
  fc.assert(property, { numRuns: 200 });
});

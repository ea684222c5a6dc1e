import type { Run } from "@backstory/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { annotations } from "./annotations.ts";
import { fitBlocks } from "./fitBlocks.ts";
import { report } from "./report.ts";
import type { ReportedResult, ReportedRun } from "./reportedRun.ts";
import { reportStyles } from "./reportStyle.ts";
import { sourceLink } from "./sourceLink.ts";

const commit = "c0ffee0123456789c0ffee0123456789c0ffee01";
const run = {
  runId: "01M7ZVZ2NHM3P5FK93R4HR75Y5",
  project: "shop",
  target: "unit",
  state: "complete",
  status: "failed",
  incompleteBecause: [],
  counts: { passed: 35, failed: 2, broken: 1, skipped: 1, flaky: 1, total: 40 },
  durationMs: 83_456,
  build: { name: "1.4.0" },
  branch: "main",
  commit,
  git: { repository: "git@github.com:acme/shop.git" },
} as unknown as Run;

const rounding: ReportedResult = {
  suite: "tests.test_cart.TestCart",
  name: "test_discount[10 %]",
  file: "tests/test_cart.py",
  line: 12,
  outcome: "failed",
  durationMs: 12.4,
  attempts: ["failed"],
  message: "AssertionError: assert 89.99 == 90.0\n  where 89.99 = total()",
  trace: "tests/test_cart.py:14: AssertionError\n> assert cart.total() == 90.0",
  since: {
    firstFailure: { runId: "01", startedAt: "2026-11-16T08:00:00.000Z", branch: "main", commit, buildName: "1.2.0" },
    runs: 3,
  },
  isNew: false,
  assignee: "ada",
};

const hostile: ReportedResult = {
  ...rounding,
  suite: "a|b <script>",
  name: "\u001b[31mred\u001b[0m `x` *y* \u202e@team #1",
  file: "../../etc/passwd",
  outcome: "broken",
  message: "```\n</details>\n::set-output name=x::y",
  trace: "\u001b[1mbold\u001b[22m\n````\n<img src=x>",
  attempts: ["broken", "broken"],
  since: null,
  isNew: true,
  assignee: null,
};

const flaky: ReportedResult = {
  ...rounding,
  name: "test_stock",
  outcome: "flaky",
  attempts: ["failed", "passed"],
  message: "timeout",
  trace: "",
  since: null,
  assignee: null,
};

const counts = { passed: 19, failed: 1, broken: 0, skipped: 0, flaky: 0, total: 20 };
const reported: ReportedRun = {
  run,
  runUrl: "https://backstory.example.com/runs/01M7ZVZ2NHM3P5FK93R4HR75Y5",
  errors: [],
  failures: [rounding, hostile],
  flaky: [flaky],
  suites: [
    { suite: "tests.test_cart.TestCart", counts },
    { suite: "a|b", counts },
  ],
};
const roomy = 972_800;

describe("a report", () => {
  test.each(reportStyles)("for %s has the failures first, each with all that is known of it", async (style) => {
    await expect(report(reported, style, roomy)).toMatchFileSnapshot(`golden/${style}.md`);
  });

  test("of a run that passed says so", async () => {
    const passed = { ...run, status: "passed", counts: { ...counts, failed: 0, flaky: 1, passed: 19 } } as Run;
    const text = report({ ...reported, run: passed, failures: [] }, "github", roomy);
    await expect(text).toMatchFileSnapshot("golden/passed.md");
  });

  test("of an incomplete run with errors says what is lacking", async () => {
    const lost = { ...run, state: "incomplete", incompleteBecause: ["shard-lost"] } as Run;
    const text = report({ ...reported, run: lost, errors: ["tests/broken.py: SyntaxError\ntrace"] }, "gitlab", roomy);
    await expect(text).toMatchFileSnapshot("golden/incomplete.md");
  });

  test("that does not fit leaves tests out whole, and says how many", async () => {
    const failures = Array.from({ length: 30 }, (_, index) => ({
      ...rounding,
      name: `test_${index}`,
      trace: "é".repeat(300),
    }));
    const many = { ...run, counts: { ...run.counts, failed: 39, broken: 1 } } as Run;
    const text = report({ ...reported, run: many, failures }, "github", 8_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_000);
    await expect(text).toMatchFileSnapshot("golden/truncated.md");
  });

  test("is never longer than it may be, nor cut inside a character or a folded part", () => {
    const texts = fc.string({ unit: "binary", maxLength: 200 });
    const results = fc.array(fc.tuple(texts, texts, texts), { maxLength: 12 });
    fc.assert(
      fc.property(results, fc.integer({ min: 1_500, max: 12_000 }), (failed, maxBytes) => {
        const failures = failed.map(([name, message, trace]) => ({ ...rounding, name, message, trace }));
        const some = { ...run, counts: { ...run.counts, failed: failures.length, broken: 0 } } as Run;
        const text = report({ ...reported, run: some, failures }, "github", maxBytes);
        const bytes = Buffer.from(text);
        expect(bytes.length).toBeLessThanOrEqual(maxBytes);
        expect(bytes.toString()).toBe(text);
        const lines = outsideOfCode(text);
        expect(lines.filter((line) => line === "<details>")).toHaveLength(
          lines.filter((line) => line === "</details>").length,
        );
        expect(text.replaceAll("\n", "").replaceAll("\t", "").replaceAll("\u200d", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: 40 },
    );
  });
});

/** The lines that are no part of a block of code. */
function outsideOfCode(text: string): string[] {
  const outside: string[] = [];
  let fence: string | undefined;
  for (const line of text.split("\n")) {
    if (fence === undefined) fence = /^(`{3,})text$/.exec(line)?.[1];
    else if (line === fence) fence = undefined;
    else continue;
    outside.push(line);
  }
  return outside;
}

test("blocks that do not fit give way to shorter ones, and then to a note", () => {
  const blocks = [
    { forms: ["head"] },
    { forms: ["x".repeat(50), "short"], lost: "2 left out", isLast: true },
    { forms: ["y".repeat(50)], lost: "1 left out", isLast: true },
    { forms: ["z"], isLast: true },
  ];
  expect(fitBlocks(blocks, 200)).toBe(`head\n\n${"x".repeat(50)}\n\n${"y".repeat(50)}\n\nz\n`);
  expect(fitBlocks(blocks, 64)).toBe("head\n\nshort\n\n1 left out\n");
});

test("annotations are escaped as GitHub reads them, and no more than were asked for", () => {
  expect(annotations([rounding, hostile, flaky], 2)).toEqual([
    "::error file=tests/test_cart.py,line=12,title=tests.test_cart.TestCart > test_discount[10 %25]::AssertionError: assert 89.99 == 90.0",
    "::error file=../../etc/passwd,line=12,title=a|b <script> > red `x` *y* <U+202E>@team #1::```",
  ]);
  expect(annotations([{ ...rounding, suite: "a:b,c", name: "%\r\n", message: "" }], 1)).toEqual([
    "::error file=tests/test_cart.py,line=12,title=a%3Ab%2Cc > %25␍␊::failed",
  ]);
});

test.each([
  ["git@github.com:acme/shop.git", "https://github.com/acme/shop/blob/abc/tests/a%20b.py#L3"],
  ["https://github.com/acme/shop", "https://github.com/acme/shop/blob/abc/tests/a%20b.py#L3"],
  [
    "https://token@gitlab.example.com:8443/acme/shop.git",
    "https://gitlab.example.com:8443/acme/shop/-/blob/abc/tests/a%20b.py#L3",
  ],
  ["ssh://git@bitbucket.org/acme/shop.git", "https://bitbucket.org/acme/shop/src/abc/tests/a%20b.py#lines-3"],
  ["/srv/git/shop.git", undefined],
  ["javascript:alert(1)", undefined],
  ["", undefined],
])("the source in %s is at %s", (repository, link) => {
  expect(sourceLink({ repository, commit: "abc", file: "tests/a b.py", line: 3 })).toBe(link);
});

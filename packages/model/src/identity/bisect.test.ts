import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bisectLine, shellQuoted, singleTestCommand, type TestToRun } from "./bisect.ts";

function testOf(runner: string, more: Partial<TestToRun>): TestToRun {
  return { runner, suite: "", name: "", displayName: "", params: {}, file: "", ...more };
}

const pytest = {
  file: "tests/test_cart.py",
  suite: "tests.test_cart",
  name: "test_totals",
  displayName: "test_totals",
};
const vitest = { file: "src/cart.test.ts", suite: "src/cart.test.ts > totals > empty", name: "adds up" };

it.each([
  ["a function", testOf("pytest", pytest), "python -m pytest tests/test_cart.py::test_totals"],
  [
    "a method of nested classes",
    testOf("pytest", { ...pytest, suite: "tests.test_cart.TestCart.TestEmpty" }),
    "python -m pytest tests/test_cart.py::TestCart::TestEmpty::test_totals",
  ],
  [
    "a case of a parametrised function",
    testOf("pytest", { ...pytest, displayName: 'test_totals[1-it\'s $5 "net"]', params: { n: 1 } }),
    `python -m pytest 'tests/test_cart.py::test_totals[1-it'\\''s $5 "net"]'`,
  ],
  [
    "a case with a title of its own: the whole function",
    testOf("pytest", { ...pytest, displayName: "The cart adds up", params: { n: 1 } }),
    "python -m pytest tests/test_cart.py::test_totals",
  ],
  [
    "a test whose author named the suite",
    testOf("pytest", { ...pytest, suite: "Checkout", nodeId: "tests/test_cart.py::TestCart::test_totals" }),
    "python -m pytest tests/test_cart.py::TestCart::test_totals",
  ],
  ["a describe block", testOf("vitest", vitest), "npx vitest run src/cart.test.ts -t '^totals empty adds up$'"],
  [
    "a test of a named Vitest project, with signs of patterns",
    testOf("vitest", { ...vitest, suite: "|web| src/cart.test.ts", name: "costs $1.50 (net)" }),
    "npx vitest run src/cart.test.ts --project=web -t '^costs \\$1\\.50 \\(net\\)$'",
  ],
  ["jest", testOf("jest", vitest), "npx jest --runTestsByPath src/cart.test.ts -t '^totals empty adds up$'"],
  ["playwright", testOf("playwright", vitest), "npx playwright test 'src/cart\\.test\\.ts' -g 'totals empty adds up$'"],
  ["mocha", testOf("mocha", vitest), "npx mocha src/cart.test.ts -g '^totals empty adds up$'"],
  ["node:test", testOf("node:test", vitest), "node --test '--test-name-pattern=adds up$' src/cart.test.ts"],
  ["a file that looks like an option", testOf("mocha", { file: "-x.js", name: "a" }), "npx mocha ./-x.js -g '^a$'"],
  ["an unknown runner", testOf("gtest", vitest), null],
  ["a test without a file", testOf("pytest", { ...pytest, file: "" }), null],
  ["a name that no shell can be given", testOf("vitest", { ...vitest, name: "a\0b" }), null],
])("the command of %s", (_, test, command) => expect(singleTestCommand(test)).toBe(command));

describe("the line", () => {
  const test = testOf("pytest", pytest);
  const [bad, good] = ["b".repeat(40), "a".repeat(40)];

  it("begins where the test failed first and ends where it passed last", () => {
    expect(bisectLine({ test, bad, good })).toBe(
      `git bisect start ${bad} ${good} && git bisect run python -m pytest tests/test_cart.py::test_totals`,
    );
  });

  it.each([
    ["the same commit", { bad, good: bad }],
    ["no last pass", { bad, good: "" }],
    ["no first failure", { bad: "", good }],
    ["what is no hash", { bad: "$(rm -rf .)", good }],
    ["an option", { bad: "--help", good }],
  ])("is not made from %s", (_, commits) => expect(bisectLine({ test, ...commits })).toBeNull());
});

it("a shell reads each quoted word as just what it was", () => {
  const words = ["it's", "a\nb", "$HOME `id` $(id)", '"', "\\", "", " ", "-x", "*", "~", "!", "ü'\\''", "a;b|c&d#e"];
  const read = (quoted: readonly string[]): string[] =>
    execFileSync("sh", ["-c", `printf '%s\\0' ${quoted.join(" ")}`], { encoding: "utf8" })
      .split("\0")
      .slice(0, -1);
  expect(read(words.map(shellQuoted))).toEqual(words);
  const word = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (any) => {
      expect(read(any.map(shellQuoted))).toEqual(any);
    }),
    { numRuns: 30 },
  );
});

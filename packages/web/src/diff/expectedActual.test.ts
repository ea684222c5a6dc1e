import { expect, test } from "vitest";
import { expectedActual } from "./expectedActual.ts";

test.each<[string, string, string, string, string]>([
  [
    "Vitest's diff",
    "expected { a: 1 } to deeply equal { a: 2 }",
    'Error: x\n    at a.ts:1:1\n\n- Expected\n+ Received\n\n  {\n-   "a": 2,\n+   "a": 1,\n  }\n\n ❯ a.test.ts:3:1',
    '{\n  "a": 2,\n}',
    '{\n  "a": 1,\n}',
  ],
  ["Vitest's words", "expected 1 to be 2 // Object.is equality", "", "2", "1"],
  ["Chai's words", "AssertionError: expected 'one' to equal 'two'", "", "'two'", "'one'"],
  [
    "Jest's labels",
    "expect(received).toBe(expected) // Object.is equality\n\nExpected: 14.85\nReceived: 16.5",
    "",
    "14.85",
    "16.5",
  ],
  [
    "Jest's diff",
    "expect(received).toEqual(expected)\n\n- Expected  - 1\n+ Received  + 1\n\n  Array [\n    1,\n-   2,\n+   3,\n  ]",
    "",
    "Array [\n  1,\n  2,\n]",
    "Array [\n  1,\n  3,\n]",
  ],
  [
    "Playwright's labels",
    'expect(locator).toHaveText(expected) failed\n\nLocator: locator(\'h1\')\nExpected string: "Shop"\nReceived string: "Chop"\nTimeout: 5000ms',
    "",
    '"Shop"',
    '"Chop"',
  ],
  ["node:assert, one line", "Expected values to be strictly equal:\n\n1 !== 2\n", "", "2", "1"],
  [
    "node:assert, lines",
    "Expected values to be strictly deep-equal:\n+ actual - expected\n\n  {\n+   a: 1\n-   a: 2\n  }\n",
    "",
    "{\n  a: 2\n}",
    "{\n  a: 1\n}",
  ],
  [
    "Mocha's diff",
    "oops",
    "AssertionError\n      + expected - actual\n\n      -one\n      +two\n      \n      at Context.<anonymous> (a.js:1:1)",
    "two",
    "one",
  ],
  [
    "pytest's assert",
    "AssertionError: assert Decimal('16.50') == Decimal('14.85')\n +  where Decimal('16.50') = total()",
    "",
    "Decimal('14.85')",
    "Decimal('16.50')",
  ],
  [
    "pytest's lines",
    "",
    "    def test_a():\n>       assert a == b\nE       AssertionError: assert 'foo\\nbar' == 'foo\\nbaz'\nE         \nE           foo\nE         - baz\nE         ?   ^\nE         + bar\nE         ?   ^\n\na.py:3: AssertionError",
    "foo\nbaz",
    "foo\nbar",
  ],
  ["unittest", "AssertionError: 1 != 2 : totals differ", "", "2", "1"],
  ["colours", "\u001b[31mexpected\u001b[39m 1 to be 2", "", "2", "1"],
])("%s is read", (_, message, trace, expected, actual) => {
  expect(expectedActual({ message, trace })).toEqual({ expected, actual });
});

test.each([
  "TimeoutError: no answer in 400 ms",
  "expected undefined to be truthy",
  "assert a == b == c",
  "ConnectionError: fixture 'customs' could not reach localhost:9999",
  "",
])("'%s' says nothing of the kind", (message) => {
  expect(expectedActual({ message, trace: "" })).toBeUndefined();
});

test("a text of many lines and signs is read in no time", () => {
  const message = `assert ${"[1, ".repeat(50_000)}\n${"- a\n+ b\n".repeat(20_000)}`;
  expect(expectedActual({ message, trace: message })).toBeUndefined();
});

import { expect, test } from "vitest";
import { foldTrace } from "./foldTrace.ts";

function shown(trace: string) {
  const lines = trace.split("\n");
  return foldTrace(lines).map((part) => [part.kind, lines.slice(part.start, part.end).join("\n")]);
}

test("JavaScript: own frames before library frames, the message as it stands", () => {
  const trace = `AssertionError: expected 3 to be 4
    at Proxy.<anonymous> (file:///app/node_modules/@vitest/expect/dist/index.js:12:3)
    at /app/src/cart.test.ts:10:5
    at processTicks (node:internal/process/task_queues:95:5)
    at total (/app/src/cart.ts:4:1)`;
  expect(shown(trace)).toEqual([
    ["text", "AssertionError: expected 3 to be 4"],
    ["own", "    at /app/src/cart.test.ts:10:5"],
    ["own", "    at total (/app/src/cart.ts:4:1)"],
    ["library", "    at Proxy.<anonymous> (file:///app/node_modules/@vitest/expect/dist/index.js:12:3)"],
    ["library", "    at processTicks (node:internal/process/task_queues:95:5)"],
  ]);
});

test("Vitest's arrows are frames too", () => {
  expect(shown("Error: no\n ❯ src/cart.test.ts:10:5\n ❯ node_modules/chai/index.js:1:2")).toEqual([
    ["text", "Error: no"],
    ["own", " ❯ src/cart.test.ts:10:5"],
    ["library", " ❯ node_modules/chai/index.js:1:2"],
  ]);
});

test("Python: a frame keeps its source lines", () => {
  const trace = `Traceback (most recent call last):
  File "/usr/lib/python3.11/unittest/case.py", line 57, in testPartExecutor
    yield
  File "/app/test_cart.py", line 3, in test_total
    assert total() == 4
ZeroDivisionError: division by zero`;
  expect(shown(trace)).toEqual([
    ["text", "Traceback (most recent call last):"],
    ["own", '  File "/app/test_cart.py", line 3, in test_total\n    assert total() == 4'],
    ["library", '  File "/usr/lib/python3.11/unittest/case.py", line 57, in testPartExecutor\n    yield'],
    ["text", "ZeroDivisionError: division by zero"],
  ]);
});

test("pytest's long style: sections by the place in their last line", () => {
  const separator = "_ _ _ _ _ _ _ _ _ _ _ _ _";
  const trace = `    def test_total():
>       load()

tests/test_cart.py:10: 
${separator}
>   raise ValueError
E   ValueError

/venv/lib/python3.11/site-packages/yaml/__init__.py:9: ValueError`;
  const [own, library, ...rest] = shown(trace);
  expect(own?.[0]).toBe("own");
  expect(own?.[1]).toContain("tests/test_cart.py:10:");
  expect(library?.[0]).toBe("library");
  expect(library?.[1]).toContain("E   ValueError");
  expect(rest).toEqual([]);
});

test("a stack of library frames only is not folded away", () => {
  const trace = "Error: x\n    at a (node:internal/a:1:1)\n    at b (node:internal/b:1:1)";
  expect(shown(trace)).toEqual([["text", trace]]);
});

test.each(["", "one line", "a\n\nb\n    at broken\n  File nothing"])("%j loses no line", (trace) => {
  const lines = trace.split("\n");
  const kept = foldTrace(lines).flatMap((part) => lines.slice(part.start, part.end));
  expect(kept).toEqual(lines);
});

import { describe, expect, test } from "vitest";
import { fingerprint, maskedFirstLine } from "./fingerprint.ts";
import type { Failure } from "./record.ts";

const trace = (line: number, library = "/venv/lib/python3.11/site-packages/requests/api.py") =>
  [
    "Traceback (most recent call last):",
    `  File "${library}", line ${line + 1}, in get`,
    `  File "/home/ci/shop/cart.py", line ${line}, in total`,
    "ValueError: no price",
  ].join("\n");

const failure: Failure = { type: "ValueError", message: "no price for item 17", trace: trace(12) };

describe("fingerprint", () => {
  test.each<[string, Failure]>([
    ["numbers of the message", { ...failure, message: "no price for item 9000" }],
    ["line numbers", { ...failure, trace: trace(99) }],
    ["library frames", { ...failure, trace: trace(12, "/usr/lib/python3/dist-packages/requests/api.py") }],
    ["further lines of the message", { ...failure, message: "no price for item 17\nassert None" }],
  ])("is the same whatever the %s", (_, other) => {
    expect(fingerprint(other)).toBe(fingerprint(failure));
  });

  test.each<[string, Failure]>([
    ["type", { ...failure, type: "KeyError" }],
    ["words", { ...failure, message: "no stock for item 17" }],
    ["place in the project", { ...failure, trace: trace(12).replace("in total", "in discount") }],
  ])("tells failures of another %s apart", (_, other) => {
    expect(fingerprint(other)).not.toBe(fingerprint(failure));
  });

  test("groups assertions on different literals by their shape", () => {
    const messages = ["assert 3 == 4", "assert 15 == 16"];
    expect(new Set(messages.map((message) => fingerprint({ type: "AssertionError", message }))).size).toBe(1);
  });

  test("reads the frames of JavaScript", () => {
    const at = (name: string) => ({ message: "boom", trace: `Error: boom\n    at ${name} (/ci/shop/cart.ts:3:9)` });
    expect(fingerprint(at("total"))).not.toBe(fingerprint(at("discount")));
  });

  test("takes a failure that has nothing to say", () => {
    expect(fingerprint({})).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

test.each([
  ["expected 'a' to equal \"b\"", "expected <text> to equal <text>"],
  ["timeout after 1.5 s at 0x7f001122", "timeout after <n> s at <address>"],
  ["\n\n  first\nsecond", "first"],
  ["deadbeefcafe0123 missing", "<n> missing"],
])("the first line of %j is masked", (message, masked) => {
  expect(maskedFirstLine(message)).toBe(masked);
});

test("a first line made to be hard is masked in no time", () => {
  const startedAt = performance.now();
  maskedFirstLine(`${"x1".repeat(30_000)}g`);
  expect(performance.now() - startedAt).toBeLessThan(200);
});

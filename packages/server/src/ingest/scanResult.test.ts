import { newSubmissionId } from "@backstory/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowWriter } from "./ingestRow.ts";
import { readRecord } from "./readRecord.ts";
import { scanResult } from "./scanResult.ts";

const time = "2026-11-21T19:46:57.123Z";
const phases = [
  { name: "setup", status: "passed", durationMs: 0.25 },
  { name: "call", status: "failed", startedAt: time, durationMs: 3 },
];
const everyday = {
  ...{ kind: "result", resultId: "1", suite: "tests.test_cart", name: "test_adds", attempt: 1, status: "passed" },
  ...{ startedAt: time, durationMs: 12.5, phases, file: "tests/test_cart.py", line: 12, worker: "gw0", stdout: "out" },
  ...{ params: { a: 1, b: "x-y", c: null }, labels: { marker: ["slow"] }, rawStatus: "passed", displayName: "adds" },
};
const text = JSON.stringify(everyday);
const writer = rowWriter({
  project: "p",
  target: "t",
  runner: "pytest",
  submissionId: newSubmissionId(0),
  receivedAt: time,
});
const scan = (line: string) => scanResult(Buffer.from(line));

/** What the line becomes when it is scanned, and when it is read properly. */
function bothRows(line: string): { scanned: unknown; read: unknown } {
  const scanned = scan(line);
  const read = readRecord(Buffer.from(line));
  return {
    scanned: scanned && JSON.parse(writer.scanned(scanned, 7)),
    read: "reason" in read ? read : JSON.parse(writer.record(read, 7)),
  };
}

/** As Python's json.dumps writes it: with spaces. */
const spaced = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, entry]) => `${JSON.stringify(key)}: ${spaced(entry)}`)
    .join(", ")}}`;
};

describe("a result is scanned, and becomes the row that it becomes when it is read", () => {
  test.each([
    ["as JavaScript writes it", text],
    ["as Python writes it", spaced(everyday)],
    ["without an attempt", JSON.stringify({ ...everyday, attempt: undefined })],
    ["in another order", JSON.stringify(Object.fromEntries(Object.entries(everyday).reverse()))],
  ])("%s", (_, line) => {
    const { scanned, read } = bothRows(line);
    expect(scanned).toEqual(read);
    expect(read).not.toHaveProperty("reason");
  });
});

test.each([
  ["an unknown key", text.replace("{", '{"other":1,')],
  ["a key of the envelope", text.replace("{", '{"project":"theirs",')],
  ["a key twice", text.replace("{", '{"name":"other",')],
  ["a key with an escape", text.replace('"name"', '"n\\u0061me"')],
  ["a text with an escape", text.replace("test_adds", "test_\\u0000adds")],
  ["a control character", text.replace("test_adds", "test_\tadds")],
  ["letters beyond ASCII", text.replace("test_adds", "test_äöü")],
  ["an exponent", text.replace("12.5", "1e1")],
  ["a negative duration", text.replace("12.5", "-12.5")],
  ["a leading zero", text.replace("12.5", "012.5")],
  ["a comma too many", text.replace(/}$/, ",}")],
  ["a comma too many in a phase", text.replace('"durationMs":0.25}', '"durationMs":0.25,}')],
  ["a comma too many after a phase", text.replace("3}]", "3},]")],
  ["text behind it", `${text} `],
  ["a status of its own", text.replace('"status":"passed"', '"status":"fine"')],
  ["a time that is none", text.replace("11-21", "13-21")],
  ["deep params", text.replace('"a":1', `"a":${"[".repeat(2_000)}${"]".repeat(2_000)}`)],
  ["params that are no JSON", text.replace('"a":1', '"a":tru')],
  ["an attempt of 0", text.replace('"attempt":1', '"attempt":0')],
  ["an attempt of 256", text.replace('"attempt":1', '"attempt":256')],
  ["no name", text.replace('"name":"test_adds",', "")],
  ["an empty name", text.replace("test_adds", "")],
  ["a phase without its status", text.replace('"status":"passed","durationMs":0.25', '"durationMs":0.25')],
])("%s is left to be read properly", (_, line) => {
  expect(line).not.toBe(text);
  expect(scan(line)).toBeUndefined();
});

const piece = fc.constantFrom(
  ...'{}[]:,"\\ 0159.-eE\tä',
  '"name":',
  '"x"',
  '"phases":[]',
  "null",
  '"durationMs":1',
  "},{",
);
const edit = fc.record({
  at: fc.nat({ max: text.length * 2 }),
  drop: fc.nat({ max: 12 }),
  put: fc.oneof(piece, fc.string()),
});

test("however a line is damaged, it is scanned only when it reads as the same row, and never with a key twice", () => {
  let scannedLines = 0;
  fc.assert(
    fc.property(fc.boolean(), fc.array(edit, { minLength: 1, maxLength: 3 }), (python, edits) => {
      let line = python ? spaced(everyday) : text;
      for (const { at, drop, put } of edits) line = line.slice(0, at) + put + line.slice(at + drop);
      if (line.includes("\n")) return;
      const { scanned, read } = bothRows(line);
      if (scanned === undefined) return;
      scannedLines++;
      expect(scanned).toEqual(read);
      const keys = [...line.matchAll(/"(\w+)": ?/g)]
        .map(([, key]) => key)
        .filter((key) => key === "kind" || key === "suite");
      expect(keys).toHaveLength(2);
    }),
    { numRuns: 20_000 },
  );
  expect(scannedLines).toBeGreaterThan(100);
});

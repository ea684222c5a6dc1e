import { bounds, recordSchema, resultRecord } from "@backstory/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RawRecord } from "./parseLine.ts";
import { isPlainResult } from "./plainResult.ts";
import { readRecord } from "./readRecord.ts";

const time = "2026-11-21T19:46:57.123Z";
const result = {
  ...{ kind: "result", resultId: "1", suite: "s", name: "n", attempt: 1, status: "passed" },
  ...{ startedAt: time, durationMs: 1 },
};
const read = (text: string) => readRecord(Buffer.from(text));
const readObject = (record: object) => read(JSON.stringify(record));

describe("a line is refused", () => {
  test.each([
    ["{", /^it is not JSON: /],
    ["[1]", /^it is not a JSON object$/],
    ["null", /^it is not a JSON object$/],
    ["{}", /^kind is missing$/],
    ['{"kind":"rezult"}', /^kind must be one of submission, result, event, attachment, error, end$/],
    ['{"kind":"__proto__"}', /^kind must be one of/],
    ['{"kind":"event","payload":NaN}', /^it holds NaN or Infinity, which JSON does not have$/],
    [JSON.stringify({ ...result, x: "@" }).replace('"@"', "1e999"), /^it holds a number that is too large$/],
    [
      JSON.stringify({ ...result, params: "@" }).replace('"@"', "[".repeat(99) + "]".repeat(99)),
      /^it is nested deeper/,
    ],
    [JSON.stringify({ ...result, x: "@" }).replace('"@"', '{"a":'.repeat(9e4) + 1 + "}".repeat(9e4)), /^it is nested/],
  ])("with its reason: %.40s", (text, reason) => {
    expect(read(text)).toEqual({ reason: expect.stringMatching(reason) });
  });

  test.each([
    [{ status: "ok" }, "status must be one of passed, failed, broken, skipped"],
    [{ name: 7 }, "name must be a string"],
    [{ name: "" }, "name must have at least 1 character"],
    [{ suite: undefined }, "suite is missing"],
    [{ durationMs: -1 }, "durationMs must be at least 0"],
    [{ durationMs: "1" }, "durationMs must be a number"],
    [{ attempt: 1.5 }, "attempt must be a whole number"],
    [{ attempt: 256 }, "attempt must be at most 255"],
    [{ startedAt: "yesterday" }, "startedAt must be a time in UTC such as 2026-11-21T19:46:57.123Z"],
    [{ startedAt: "2026-02-30T00:00:00.000Z" }, "startedAt must be a time in UTC such as 2026-11-21T19:46:57.123Z"],
    [{ failure: null }, "failure must be an object"],
    [{ failure: { trace: 1 } }, "failure.trace must be a string"],
    [{ phases: [{ name: "call", status: "x" }] }, "phases[0].status must be one of passed, failed, broken, skipped"],
    [{ name: "n".repeat(bounds.word + 1) }, "name must have at most 4096 characters"],
  ])("by the schema, in words: %j", (fault, reason) => {
    expect(readObject({ ...result, ...fault })).toEqual({ reason });
  });

  test("in at most 400 characters, however much is wrong with it", () => {
    const labels = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`${index}`.repeat(200), 1]));
    const refused = readObject({ ...result, labels });
    expect("reason" in refused && refused.reason.length).toBeLessThanOrEqual(400);
  });

  test("when it is not UTF-8", () => {
    expect(readRecord(Buffer.from('{"kind":"error","where":"\xff"}', "latin1"))).toEqual({ reason: "it is not UTF-8" });
  });
});

describe("a record", () => {
  test("is told apart into what is known and what is not", () => {
    const line = '{"kind":"end","finishedAt":"2026-11-21T19:46:57.123Z","testId":"x","__proto__":{"kind":"result"}}';
    const record = read(line);
    expect(record).toMatchObject({ kind: "end", known: { kind: "end", finishedAt: time } });
    expect("unknown" in record && JSON.stringify(record.unknown)).toBe('{"testId":"x","__proto__":{"kind":"result"}}');
  });

  test("that names a key twice counts as JSON counts it: the last one", () => {
    expect(read(JSON.stringify(result).replace('"n"', '"first","name":"last"'))).toMatchObject({
      known: { name: "last" },
      unknown: undefined,
    });
  });

  test("has its defaults filled in", () => {
    const { attempt: _, ...withoutAttempt } = result;
    expect(readObject(withoutAttempt)).toMatchObject({ known: { attempt: 1 } });
    expect(readObject({ kind: "event", resultId: "1", seq: 0, name: "e", at: time })).toMatchObject({
      known: { payload: "" },
    });
  });

  test("keeps whole surrogate pairs and replaces halves of them", () => {
    const line = JSON.stringify({ ...result, stdout: "@" }).replace("@", "\\ud83d\\ude00 \\ud83d \\\\ud83d");
    expect(read(line)).toMatchObject({ known: { stdout: "\u{1f600} \ufffd \\ud83d" } });
  });
});

const word = fc.oneof(fc.string(), fc.constantFrom("", "x".repeat(bounds.word + 1), 7, null, undefined));
const anyTime = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom("2026-02-29T00:00:00.000Z", "2026-11-21T19:46:57Z", "2026-11-21 19:46:57.123Z", 5),
);
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, 1, 255, 256, 1.5, -1, "1", null));
const status = fc.constantFrom("passed", "failed", "broken", "skipped", "ok", 1);
const anything = fc.anything({ maxDepth: 2, withNullPrototype: false });
const drawnResult = fc.record(
  {
    ...{ resultId: word, suite: word, name: word, attempt: number, status, startedAt: anyTime, durationMs: number },
    ...{ params: anything, rawStatus: word, file: word, line: number, worker: word, stdout: word, labels: anything },
    phases: fc.oneof(anything, fc.array(fc.record({ name: word, status, durationMs: number }))),
    failure: anything,
    other: anything,
  },
  { requiredKeys: ["resultId", "suite", "name", "status", "startedAt", "durationMs"] },
);

test("a result that is plain is one that the schema takes, as it is", () => {
  let plain = 0;
  fc.assert(
    fc.property(drawnResult, (drawn) => {
      const record = JSON.parse(JSON.stringify({ ...result, ...drawn })) as RawRecord;
      if (!isPlainResult(record)) return;
      plain++;
      const parsed = resultRecord.safeParse(record);
      expect(parsed.success && parsed.data).toEqual(record);
    }),
    { numRuns: 3_000, examples: [[{ ...result } as never]] },
  );
  expect(plain).toBeGreaterThan(0);
});

test("an everyday result is plain", () => {
  const phases = [{ name: "call", status: "passed", startedAt: time, durationMs: 1 }];
  const everyday = { ...result, params: { a: 1 }, phases, file: "t.py", line: 3, labels: { marker: ["slow"] } };
  expect(isPlainResult(everyday)).toBe(true);
  expect(recordSchema.safeParse(everyday).success).toBe(true);
});

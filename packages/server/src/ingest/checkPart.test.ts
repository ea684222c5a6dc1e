import { gzipSync } from "node:zlib";
import { newSubmissionId } from "@backstory/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byteBudget } from "./byteBudget.ts";
import { type ArrivedPart, checkPart, maxRefusedInAnswer } from "./checkPart.ts";
import type { Owner } from "./ingestRow.ts";
import { type PartLimits, partLimits } from "./limits.ts";
import { submissionRecordOf } from "./submissionRecordOf.ts";

const submissionId = newSubmissionId(0);
const owner: Owner = {
  project: "shop",
  target: "unit",
  runner: "pytest",
  submissionId,
  receivedAt: "2026-11-21T20:00:00.000Z",
};
const tool = { name: "pytest", version: "9.1.1" };
const startedAt = "2026-11-21T19:46:57.123Z";
const submission = { kind: "submission", recordVersion: 1, submissionId, recorder: tool, runner: tool, startedAt };
const result = (resultId: string) => ({
  ...{ kind: "result", resultId, suite: "tests.test_cart", name: "test_adds", attempt: 1, status: "passed" },
  ...{ startedAt, durationMs: 12.5 },
});

interface Given extends Partial<ArrivedPart> {
  readonly limits?: PartLimits;
}

function check(body: string | Buffer, { limits = partLimits, ...given }: Given = {}) {
  const held = byteBudget(1e9).hold();
  const part = { body: Buffer.from(body), encoding: "identity" as const, offset: 0, skip: 0, held, ...given };
  return checkPart(part, limits, (first) => {
    if (part.offset === 0 && part.skip === 0) submissionRecordOf(first, submissionId);
    return owner;
  });
}

const ndjson = (...records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");
const rowsOf = (rows: Buffer) =>
  rows
    .toString()
    .split("\n")
    .filter((row) => row !== "")
    .map((row) => JSON.parse(row));

describe("a part of a submission", () => {
  test("becomes rows that say whose they are", async () => {
    const checked = await check(ndjson(submission, result("1")));
    expect(checked).toMatchObject({ lines: 2, accepted: 2, refused: [], ended: false });
    const [first, second] = rowsOf(checked.rows);
    expect(first).toEqual({
      ...{ project: "shop", target: "unit", submissionId, receivedAt: owner.receivedAt, recordIndex: 0 },
      ...{ kind: "submission", recordVersion: 1, recorder: tool, runner: tool, startedAt },
    });
    expect(second).toEqual({
      ...owner,
      ...{ recordIndex: 1, testId: "3190f1df-337a-2433-527f-2931964ef4f2", familyId: expect.any(String) },
      ...result("1"),
    });
  });

  test("has its refused lines kept and told by number, and the rest lands", async () => {
    const body = `${ndjson(submission)}{"kind":"result"\n\n${ndjson({ ...result("1"), status: "ok" }, result("2"))}`;
    const checked = await check(body);
    expect(checked).toMatchObject({ lines: 5, accepted: 2 });
    expect(checked.refused).toEqual([
      { line: 2, reason: expect.stringMatching(/^it is not JSON/) },
      { line: 4, reason: "status must be one of passed, failed, broken, skipped" },
    ]);
    expect(rowsOf(checked.rows).filter((row) => row.kind === "refused")).toEqual([
      { ...owner, kind: "refused", recordIndex: 1, line: 2, reason: expect.anything(), text: '{"kind":"result"' },
      { ...owner, kind: "refused", recordIndex: 3, line: 4, reason: expect.anything(), text: expect.any(String) },
    ]);
  });

  test("refuses a last line that is not whole, even when it would do", async () => {
    const checked = await check(ndjson(submission, result("1")).slice(0, -1));
    expect(checked.refused).toEqual([{ line: 2, reason: "it does not end with a newline" }]);
  });

  test("skips the lines that are kept already", async () => {
    const checked = await check(ndjson(submission, result("1"), result("2")), { skip: 2 });
    expect(checked).toMatchObject({ lines: 3, accepted: 1 });
    expect(rowsOf(checked.rows)).toMatchObject([{ recordIndex: 2, resultId: "2" }]);
  });

  test("takes a submission record on the first line only", async () => {
    const checked = await check(ndjson(submission, submission));
    expect(checked.refused).toEqual([{ line: 2, reason: "a submission record stands on the first line only" }]);
  });

  test.each([
    ["another kind", ndjson(result("1")), "Line 1 is a record of kind result."],
    ["another submission", ndjson({ ...submission, submissionId: newSubmissionId(1) }), "the address names"],
    ["an empty line", `\n${ndjson(submission)}`, "Line 1: it is empty."],
    ["a fault", ndjson({ ...submission, recordVersion: 2 }), "Line 1: recordVersion must be 1."],
  ])("is refused whole when it begins with %s", async (_, body, detail) => {
    await expect(check(body)).rejects.toMatchObject({
      code: "submission-missing",
      message: expect.stringContaining(detail),
    });
  });

  test("may not be longer than the limits in lines, inflated, in one line or as rows", async () => {
    const limits = { ...partLimits, inflatedBytes: 2_000_000, lineBytes: 100_000, rowBytes: 200_000, lines: 20_000 };
    const bodies = [
      gzipSync(`${ndjson(submission)}${" \n".repeat(30_000)}`),
      gzipSync(`${ndjson(submission)}${`${" ".repeat(2_000)}\n`.repeat(3_000)}`),
      gzipSync(`${ndjson(submission)}${" ".repeat(1_500_000)}`),
      gzipSync(`${ndjson(submission)}${"x\n".repeat(10_000)}`),
    ];
    const liar = Buffer.from(bodies[1] as Buffer);
    liar.writeUInt32LE(10, liar.length - 4);
    for (const body of [...bodies, liar]) {
      await expect(check(body, { encoding: "gzip", limits })).rejects.toMatchObject({ code: "body-too-large" });
    }
  });

  test("is refused when its gzip is damaged, in a small body and in a large one", async () => {
    const noise = Array.from({ length: 20_000 }, (_, index) => `${Math.sin(index)}`).join("");
    for (const body of [gzipSync("small"), gzipSync(noise)]) {
      body.fill(0xff, 10, 14);
      await expect(check(body, { encoding: "gzip" })).rejects.toMatchObject({ code: "request-invalid" });
    }
  });

  test("lists a bounded number of refused lines and keeps all of them", async () => {
    const checked = await check(`${ndjson(submission)}${"x\n".repeat(maxRefusedInAnswer + 5)}`);
    expect(checked.refused).toHaveLength(maxRefusedInAnswer);
    expect(rowsOf(checked.rows)).toHaveLength(maxRefusedInAnswer + 6);
  });
});

const goodLine = fc.integer({ min: 0, max: 99 }).map((number) => JSON.stringify(result(`r${number}`)));
const badLine = fc
  .oneof(
    fc.string().map((text) => text.replaceAll("\n", " ")),
    fc.constantFrom("null", "[]", '{"kind":"result"}', '{"kind":"end","finishedAt":"now"}', '{"a":NaN}', "\u{1f600}"),
    fc.json({ maxDepth: 2 }),
  )
  .filter((text) => text.trim() !== "");
const lines = fc.array(fc.oneof(goodLine, badLine, fc.constant("")), { maxLength: 40 });

test("however a submission is split and packed, each line lands or is refused once, and the rows are the same", async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.array(fc.nat({ max: 41 })), fc.boolean(), async (drawn, cuts, packed) => {
      const all = [JSON.stringify(submission), ...drawn];
      const whole = await check(all.map((line) => `${line}\n`).join(""));
      const blank = drawn.filter((line) => line === "").length;
      expect(whole.accepted + whole.refused.length).toBe(all.length - blank);

      const borders = [...new Set([0, ...cuts.map((cut) => cut % all.length), all.length])].sort((a, b) => a - b);
      const rows: Buffer[] = [];
      for (const [index, offset] of borders.slice(0, -1).entries()) {
        const text = all
          .slice(offset, borders[index + 1])
          .map((line) => `${line}\n`)
          .join("");
        const body = packed ? gzipSync(text) : Buffer.from(text);
        const checked = await check(body, { offset, encoding: packed ? "gzip" : "identity" });
        expect(checked.lines).toBe((borders[index + 1] as number) - offset);
        rows.push(checked.rows);
      }
      expect(Buffer.concat(rows).toString()).toBe(whole.rows.toString());
    }),
    { numRuns: 200 },
  );
});

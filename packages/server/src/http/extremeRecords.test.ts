import {
  bounds,
  newSubmissionId,
  type Page,
  type PartAnswer,
  type ResultDetail,
  type RunDetail,
  type RunResult,
} from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endLine, resultLine, submissionLine } from "./testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "./testing/testServer.ts";

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

const nested = (depth: number): unknown => (depth === 0 ? "deep" : { a: [nested(depth - 1)] });
const extremes: object[] = [
  { startedAt: "0001-01-01T00:00:00.000Z" },
  { startedAt: "9999-12-31T23:59:59.999Z" },
  { startedAt: "1969-12-31T23:59:59.999Z" },
  { durationMs: 0 },
  { durationMs: 4_000_000_000 },
  { durationMs: 1e-12 },
  { durationMs: 0.1 + 0.2 },
  { attempt: 255 },
  { line: 4_294_967_295 },
  { suite: "" },
  { suite: "s".repeat(bounds.word), displayName: "ä".repeat(bounds.word) },
  { stdout: "x".repeat(bounds.text), stderr: "\u0000\u0001\u001b[31m\u007f\u2028\ufeff" },
  { stdout: "\ud83d", name: "lone \udc00 half" },
  { name: "'; DROP TABLE ingest; --", suite: '\\"`{a:String}' },
  { params: { "": null, a: -0, b: 1e21, c: 2 ** 70, d: nested(20) } },
  { params: { ["__proto__"]: 1 } },
  { labels: { "": [], a: Array.from({ length: 1_000 }, () => "v") } },
  { labels: Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`label${index}`, ["v"]])) },
  { metrics: { a: Number.MAX_VALUE, b: Number.MIN_VALUE, c: -1 }, properties: { "": "" } },
  { steps: [null, 1, "a", [], {}], subtests: [[[]]], links: [{ url: "javascript:alert(1)", x: 1 }] },
  { status: "failed", failure: {} },
  {
    status: "failed",
    failure: { type: "T".repeat(bounds.word), message: "m".repeat(bounds.message), extra: nested(9) },
  },
  { status: "broken", failure: { trace: "t".repeat(bounds.text) } },
  { status: "failed" },
  { declaredId: "CART-7", renamedFrom: "old", description: "d", worker: "w", rawStatus: "xfailed" },
  { unknown: nested(25), project: "theirs", testId: "theirs", recordIndex: "x", seq: "not a number", exitStatus: [] },
  { kind: "result", ["constructor"]: 1, ["toString"]: {} },
];

test("every record that is accepted is kept by the engine, however extreme", async () => {
  const submissionId = newSubmissionId();
  const results = extremes.map((extreme, index) => resultLine(index, extreme));
  const others = [
    { kind: "event", resultId: "r0", seq: 4_294_967_295, name: "e", payload: "\ud800", at: "9999-12-31T23:59:59.999Z" },
    { kind: "attachment", name: "a", sizeBytes: Number.MAX_SAFE_INTEGER, sha256: "0".repeat(64) },
    { kind: "error", where: "", message: "", trace: "", testId: 7 },
    { ...endLine(), exitStatus: 3_221_225_477, counts: { passed: 1 } },
  ];
  const more = {
    labels: { a: ["b"] },
    shard: { index: 1, total: 2 },
    runner: { name: "pytest", extra: [1] },
    unknown: 1,
  };
  const lines = [submissionLine(submissionId, more), ...results, ...others];
  const answer = await server.post<PartAnswer>(submissionId, 0, lines);
  expect(answer).toMatchObject({ accepted: lines.length, refused: [] });
  await expect
    .poll(() => server.json<RunDetail>(`/api/v1/runs/${submissionId}`), patiently)
    .toMatchObject({
      ...{ state: "complete", project: "default", refusedLines: [], counts: { total: extremes.length } },
      ...{ errorRecords: [{ where: "", message: "" }] },
    });
  const page = await server.json<Page<RunResult>>(`/api/v1/runs/${submissionId}/results?limit=500`);
  expect(page.httpStatus, JSON.stringify(page)).toBe(200);
  expect(page.items).toHaveLength(extremes.length);
  for (const { testId } of page.items) {
    const detail = await server.json<ResultDetail>(`/api/v1/runs/${submissionId}/results/${testId}`);
    expect([detail.httpStatus, detail.attempts?.length]).toEqual([200, 1]);
  }
});

const json = fc.jsonValue({ maxDepth: 3 });
const drawn = fc.record(
  {
    suite: fc.string({ unit: "binary" }),
    params: fc.dictionary(fc.string(), json, { maxKeys: 4 }),
    status: fc.constantFrom("passed", "failed", "broken", "skipped"),
    durationMs: fc.double({ min: 0, max: 4e9, noNaN: true }),
    failure: fc.record(
      { type: fc.string(), message: fc.string({ unit: "binary" }), trace: fc.string() },
      { requiredKeys: [] },
    ),
    labels: fc.dictionary(fc.string(), fc.array(fc.string(), { maxLength: 3 }), { maxKeys: 3 }),
    properties: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
    metrics: fc.dictionary(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), { maxKeys: 3 }),
    steps: fc.array(json, { maxLength: 3 }),
    stdout: fc.string({ unit: "binary" }),
    strange: json,
  },
  { requiredKeys: [] },
);

test("however results are drawn, as many are kept as were accepted", async () => {
  const submissionId = newSubmissionId();
  const results = fc.sample(drawn, 2_000).map((more, index) => resultLine(index, more));
  const answer = await server.post<PartAnswer>(submissionId, 0, [submissionLine(submissionId), ...results, endLine()]);
  expect(answer.accepted + answer.refused.length).toBe(results.length + 2);
  expect(answer.accepted).toBeGreaterThan(1_900);
  await expect
    .poll(() => server.json<RunDetail>(`/api/v1/runs/${submissionId}`), patiently)
    .toMatchObject({ state: "complete", counts: { total: answer.accepted - 2 } });
});

test.each([0, 1, 4_102_444_800_000, 10_413_792_000_000, 2 ** 48 - 1])(
  "a submission whose id says %i ms is kept",
  async (time) => {
    const submissionId = newSubmissionId(time);
    await server.post(submissionId, 0, [submissionLine(submissionId), resultLine(1), endLine()]);
    await expect
      .poll(() => server.json<RunDetail>(`/api/v1/runs/${submissionId}`), patiently)
      .toMatchObject({ state: "complete", counts: { passed: 1 } });
  },
);

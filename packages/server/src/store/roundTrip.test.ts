import { quoteForSearch, resultDetailSchema, runDetailSchema, testDetailSchema } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findResult } from "./queries/findResult.ts";
import { findRun } from "./queries/findRun.ts";
import { findTest } from "./queries/findTest.ts";
import { listRunResults } from "./queries/listRunResults.ts";
import { listTests } from "./queries/listTests.ts";
import { testHistory } from "./queries/testHistory.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, type TestRecord, whose } from "./testing/submit.ts";

const awkward = 'it\'s \\ "quoted"\n\ttab \u0000 nul ü 測試 \u{1f600} {name:String}';

const submission = {
  recorder: { name: "pytest-backstory", version: "0.1.0", flavour: "kept" },
  runner: { name: "pytest", version: "9.1.1" },
  build: { name: "1.2.3", description: awkward, result: "pass", reason: "because" },
  shard: { index: 1, total: 2 },
  startedAt: "2026-11-21T09:59:59.999Z",
  expectedTests: 3,
  ci: {
    provider: "github",
    runId: "42",
    runUrl: "https://ci/42",
    job: "unit",
    attempt: 2,
    pullRequest: "7",
    actor: "me",
  },
  git: { commit: "c0ffee", branch: "feature/ü", baseBranch: "main", position: 123, dirty: false },
  host: { name: "h", os: "linux", arch: "x64", runtime: "CPython 3.12" },
  variant: { os: "linux", python: "3.12" },
  labels: { team: ["a", "b"] },
};

const phases = [
  { name: "setup", status: "passed" as const, startedAt: "2026-11-21T10:00:01.250Z", durationMs: 0.25 },
  { name: "call", status: "failed" as const, durationMs: 12.125 },
];

const full = resultOf("test_full[3]", {
  resultId: "r1",
  params: { n: 3, text: awkward, nested: { deep: [1, null, true] } },
  displayName: "test_full[3]",
  description: awkward,
  status: "failed",
  rawStatus: "xpassed",
  startedAt: "2026-11-21T10:00:01.250Z",
  durationMs: 1234.567,
  phases,
  failure: { type: "AssertionError", message: awkward, trace: `\u001b[31m${awkward}`, more: { kept: true } },
  file: "tests/test_cart.py",
  line: 42,
  worker: "gw1",
  stdout: awkward,
  stderr: "err",
  log: "log",
  labels: { feature: ["cart"], tag: ["slow", "db"] },
  links: [{ type: "issue", url: "https://issues/1", name: "1" }],
  properties: { owner: awkward },
  metrics: { rss: 12.5, big: 1e21, small: -0.000001 },
  steps: [{ name: "open", steps: [] }],
  subtests: [{ name: "sub", status: "passed" }],
  declaredId: "CASE-1",
  renamedFrom: "test_old",
});

describe.each(connections)("over %s", (_, open) => {
  let test: TestStore;
  const owner = whose("trip");
  const sha256 = "ab".repeat(32);
  const records: TestRecord[] = [
    submissionOf(owner, submission as never),
    full,
    { kind: "event", resultId: "r1", seq: 1, name: "second", payload: awkward, at: "2026-11-21T10:00:01.300Z" },
    { kind: "event", resultId: "r1", seq: 0, name: "first", at: "2026-11-21T10:00:01.299Z" } as never,
    { kind: "attachment", resultId: "r1", name: "a.png", mediaType: "image/png", sizeBytes: 2 ** 40, sha256 },
    resultOf("test_full[3]", {
      ...{ resultId: "r2", attempt: 2, declaredId: "CASE-1" },
      ...{ params: full.params, displayName: full.displayName, file: full.file, line: full.line },
    }),
    resultOf("test_plain", { durationMs: 0 }),
    { kind: "error", where: "tests/test_broken.py", message: awkward, trace: "trace" },
    { kind: "refused", line: 9, reason: "not JSON", text: awkward.replaceAll("\u0000", "") },
    end,
  ];
  const testId = idOf("trip", full);

  beforeAll(async () => {
    test = await open();
    await test.store.append(partOf(owner, records));
    await test.store.settled();
  });
  afterAll(() => test.dispose());

  it("gives a run back as it was sent", async () => {
    const run = await findRun(test.store.connection, { runId: owner.submissionId });
    expect(runDetailSchema.parse(run)).toEqual(run);
    const { startedAt, expectedTests, shard: _shard, ...told } = submission;
    expect(run).toMatchObject({
      ...told,
      startedAt,
      expectedTests,
      exitStatus: 0,
      // Three tests were expected and two came.
      ...{ state: "incomplete", incompleteBecause: ["fewer-results"] },
      status: "failed",
    });
    expect(run?.counts).toEqual({ passed: 1, failed: 0, broken: 0, skipped: 0, flaky: 1, total: 2 });
    expect(run).toMatchObject({ branch: "feature/ü", commit: "c0ffee", finishedAt: end.finishedAt, durationMs: 9_001 });
    expect(run?.errors).toBe(1);
    expect(run?.errorRecords).toEqual([{ where: "tests/test_broken.py", message: awkward, trace: "trace" }]);
    expect(run?.refusedLines).toEqual([{ line: 9, reason: "not JSON", text: awkward.replaceAll("\u0000", "") }]);
    expect(run?.submissions).toMatchObject([{ submissionId: owner.submissionId, shard: submission.shard }]);
  });

  it("gives a result back with every attempt and all that belongs to it", async () => {
    const result = await findResult(test.store.connection, { runId: owner.submissionId, testId });
    expect(resultDetailSchema.parse(result)).toEqual(result);
    expect(result).toMatchObject({ outcome: "flaky", suite: full.suite, name: full.name, params: full.params });
    expect(result).toMatchObject({ run: { runId: owner.submissionId, buildName: "1.2.3", commit: "c0ffee" } });
    expect(result?.attempts).toHaveLength(2);
    const { type, message, trace } = full.failure ?? {};
    const told = ["rawStatus", "startedAt", "durationMs", "worker", "phases", "description", "stdout", "stderr", "log"];
    const also = ["labels", "properties", "metrics", "links", "steps", "subtests", "status", "resultId"];
    const wanted = Object.fromEntries([...told, ...also].map((key) => [key, full[key]]));
    expect(result?.attempts[0]).toMatchObject({ ...wanted, attempt: 1, failure: { type, message, trace } });
    expect(result?.attempts[0]?.events).toEqual([
      { seq: 0, name: "first", payload: "", at: "2026-11-21T10:00:01.299Z" },
      { seq: 1, name: "second", payload: awkward, at: "2026-11-21T10:00:01.300Z" },
    ]);
    const file = { name: "a.png", mediaType: "image/png", sizeBytes: 2 ** 40, sha256 };
    expect(result?.attempts[0]?.attachments).toEqual([file]);
    expect(result?.attempts[1]).toMatchObject({ attempt: 2, status: "passed", failure: null, events: [], stdout: "" });
  });

  it("lists the results of a run with names, failures and attempts", async () => {
    const page = await listRunResults(test.store.connection, {
      runId: owner.submissionId,
      sort: "failures",
      limit: 10,
    });
    expect(page?.items.map(({ name, outcome, attempts }) => [name, outcome, attempts])).toEqual([
      ["test_full[3]", "flaky", 2],
      ["test_plain", "passed", 1],
    ]);
    expect(page?.items[0]?.failure).toMatchObject({ type: "AssertionError", message: awkward });
    expect(page?.items[1]).toMatchObject({ failure: null, displayName: "test_plain", file: "", line: 0, params: {} });
  });

  it("finds a test by text in its params, whatever its case and script", async () => {
    for (const words of ["TEST_FULL", "Ü 測試", '"N":3']) {
      const found = await listTests(test.store.connection, { q: quoteForSearch(words), limit: 5 });
      expect(found.items.map(({ name }) => name)).toEqual(["test_full[3]"]);
    }
  });

  it("tells a test's story", async () => {
    const found = await findTest(test.store.connection, { testId });
    expect(testDetailSchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      project: "trip",
      lastOutcome: "flaky",
      failingSince: null,
      file: full.file,
      line: 42,
    });
    expect(found?.lastFailure).toMatchObject({ attempt: 1, message: awkward, run: { runId: owner.submissionId } });
    const history = await testHistory(test.store.connection, { testId, limit: 5 });
    expect(history?.items).toHaveLength(1);
    expect(history?.items[0]).toMatchObject({
      outcome: "flaky",
      attempts: 2,
      message: awkward.split("\n")[0],
      target: "unit",
    });
  });

  it("keeps what the model does not know", async () => {
    const [failure] = await test.store.connection.query<{ extra: string }>("SELECT extra FROM failures FINAL");
    expect(failure?.extra).toContain("more");
  });

  it("answers nothing for what is not there", async () => {
    const runId = whose("trip").submissionId;
    const nobody = "00000000-0000-0000-0000-000000000000";
    expect(await findRun(test.store.connection, { runId })).toBeUndefined();
    expect(await listRunResults(test.store.connection, { runId, sort: "name", limit: 5 })).toBeUndefined();
    expect(await findResult(test.store.connection, { runId: owner.submissionId, testId: nobody })).toBeUndefined();
    expect(await findTest(test.store.connection, { testId: nobody })).toBeUndefined();
    expect(await testHistory(test.store.connection, { testId: nobody, limit: 5 })).toBeUndefined();
  });
});

import {
  type Changes,
  type CrossRunFlakyFigures,
  newSubmissionId,
  type OverviewFigures,
  type PipelineFigures,
  type SlowestFigures,
  type Summary,
  type TestFigures,
  type TrendFigures,
} from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { endLine, resultLine, submissionLine } from "../testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

/** The first three runs are of builds of one number: two of them of one job, the other of another. */
const ciOf = (run: number) => ({
  ...{ provider: "github", runId: String(Math.max(run, 2)) },
  runUrl: `https://ci.example.com/${Math.max(run, 1)}`,
});

let server: TestServer;
const runIds: string[] = [];
const hour = 3_600_000;
const now = Date.now();

/** Of four tests the first fails every second time, the second is flaky, and the third gets slower. */
beforeAll(async () => {
  server = await testServer();
  for (let run = 0; run < 12; run++) {
    const time = now - (13 - run) * hour;
    const submissionId = newSubmissionId(time);
    runIds.push(submissionId);
    const startedAt = new Date(time).toISOString();
    const about = {
      startedAt,
      git: { branch: run % 3 === 2 ? "dev" : "main", commit: `c0ffee${run}` },
      variant: { os: "linux" },
    };
    const failed = { status: "failed", failure: { type: "Error", message: "no stock" } };
    const labels = { feature: ["cart"] };
    const lines = [
      submissionLine(submissionId, { ...about, ci: ciOf(run) }),
      resultLine(0, { startedAt, labels, ...(run % 2 === 0 ? failed : {}) }),
      resultLine(1, { startedAt, ...failed, resultId: "r1-1" }),
      resultLine(1, { startedAt, attempt: 2, resultId: "r1-2", worker: "gw1" }),
      resultLine(2, { startedAt, durationMs: run < 11 ? 200 : 2_000 }),
      resultLine(3, { startedAt, status: "skipped" }),
      { kind: "event", resultId: "r0", seq: 1, name: "checkout", payload: `order ${run}`, at: startedAt },
      { ...endLine(), finishedAt: new Date(time + 60_000 + run * 1_000).toISOString() },
    ];
    await server.post(submissionId, 0, lines);
  }
  const overview = () => server.json<OverviewFigures>("/api/v1/figures/overview");
  await vi.waitFor(
    async () => expect(await overview()).toMatchObject({ runs: 12, outcomes: { total: 48 } }),
    patiently,
  );
}, 60_000);

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

describe("the queries of pytest-test-observer's README", () => {
  test("the top ten flaky tests in 30 days with ten runs at least", async () => {
    const { items } = await server.json<CrossRunFlakyFigures>(
      "/api/v1/figures/cross-run-flaky?since=30d&minRuns=10&limit=10",
    );
    expect(items).toMatchObject([{ name: "test_0", passes: 6, fails: 6, runs: 12, failRate: 0.5 }]);
    const within = await server.json("/api/v1/figures/flaky?since=30d&minRuns=10&limit=10");
    expect(within).toMatchObject({ items: [{ name: "test_1", runs: 12, flakyRuns: 12, flakyRate: 1 }] });
  });

  test("the slowest by median in 7 days", async () => {
    const { items } = await server.json<SlowestFigures>("/api/v1/figures/slowest?since=7d&limit=10");
    expect(items.map(({ name, p50Ms }) => [name, p50Ms])).toEqual([
      ["test_2", 200],
      ["test_0", 0.5],
    ]);
    const byTail = await server.json<SlowestFigures>("/api/v1/figures/slowest?since=7d&sort=p95");
    expect(byTail.items[0]?.p95Ms).toBeCloseTo(200 + 1_800 * 0.45, 6);
  });
});

describe("figures", () => {
  test("of everything: skipped is not failed, and flaky passed in the end", async () => {
    expect(await server.json("/api/v1/figures/overview")).toMatchObject({
      ...{ runs: 12, tests: 4, flakyTests: 1, flakyShare: 0.25, passRate: 42 / 48 },
      outcomes: { passed: 18, failed: 6, broken: 0, skipped: 12, flaky: 12, total: 48 },
      runDuration: { medianMs: 65_500, p90Ms: expect.closeTo(69_900, 6) },
    });
  });

  test.each([
    ["branch=dev", 4],
    ["target=none", 0],
    ["variant=os=linux", 12],
    ["variant=os=linux&variant=arch=arm", 0],
    ["label=feature=cart", 12],
    ["label=feature=mail", 0],
    ["since=7h", 5],
    [`since=${new Date(now - 6.5 * hour).toISOString()}&until=${new Date(now - 3.5 * hour).toISOString()}`, 3],
    [`asof=${new Date(now - 6.5 * hour).toISOString()}`, 7],
  ])("are narrowed by %s", async (query, runs) => {
    expect(await server.json(`/api/v1/figures/overview?${query}`)).toMatchObject({ runs });
  });

  test.each(["since=yesterday", "label=feature", "variant==x", "limit=0", "sort=p99"])("refuse %s", async (query) => {
    expect(await server.json(`/api/v1/figures/slowest?${query}`)).toMatchObject({
      httpStatus: 400,
      code: "request-invalid",
    });
  });

  test("by run, day, branch, pipeline and label add up to the same outcomes", async () => {
    type Counted = { items: { outcomes: { total: number } }[] };
    const total = async (path: string): Promise<number> => {
      const { items } = await server.json<Counted>(`/api/v1/figures/${path}`);
      return items.reduce((sum, { outcomes }) => sum + outcomes.total, 0);
    };
    expect(await total("runs")).toBe(48);
    expect(await total("trend")).toBe(48);
    expect(await total("branches")).toBe(48);
    expect(await total("pipelines")).toBe(48);
    expect(await total("labels?key=feature")).toBe(12);
  });

  test("by pipeline are those of one build, not of all builds of its number", async () => {
    const { items } = await server.json<PipelineFigures>("/api/v1/figures/pipelines");
    const second = items.filter(({ pipeline }) => pipeline === "github #2");
    expect(second.map((item) => [item.runUrl, item.runIds])).toEqual([
      ["https://ci.example.com/2", [runIds[2]]],
      ["https://ci.example.com/1", runIds.slice(0, 2)],
    ]);
  });

  test("by day are those of days in UTC", async () => {
    const { items } = await server.json<TrendFigures>("/api/v1/figures/trend");
    expect(new Set(items.map(({ day }) => day)).size).toBe(items.length);
    expect(items.reduce((sum, { runs }) => sum + runs, 0)).toBe(12);
  });

  test("of one test have its course, its branches, its durations and its events", async () => {
    const { items } = await server.json<CrossRunFlakyFigures>("/api/v1/figures/cross-run-flaky");
    const figures = await server.json<TestFigures>(`/api/v1/figures/test/${items[0]?.testId}`);
    expect(figures).toMatchObject({
      ...{ runs: 12, outcomes: { passed: 6, failed: 6, total: 12 }, passRate: 0.5, p50Ms: 0.5 },
      branches: [
        { branch: "dev", runs: 4, fails: 2, failRate: 0.5 },
        { branch: "main", runs: 8, fails: 4, failRate: 0.5 },
      ].toSorted((a, b) => b.fails - a.fails),
    });
    expect(figures.recentRuns.map(({ run }) => run.runId)).toEqual(runIds.toReversed());
    expect(figures.recentRuns[0]).toMatchObject({ outcome: "passed", attempts: 1, pipeline: "github #11" });
    expect(figures.durations.map(({ runId }) => runId)).toEqual(runIds.filter((_, run) => run % 2 === 1));
    expect(figures.events.map(({ payload, outcome }) => [payload, outcome]).slice(0, 2)).toEqual([
      ["order 11", "passed"],
      ["order 10", "failed"],
    ]);
    expect(figures.events).toHaveLength(12);
  });

  test("of a test that no project has are not found", async () => {
    const nobody = "00000000-0000-0000-0000-000000000000";
    expect(await server.json(`/api/v1/figures/test/${nobody}`)).toMatchObject({ code: "not-found" });
  });
});

test("the summary has every target with its last run", async () => {
  const { items } = await server.json<Summary>("/api/v1/summary");
  expect(items).toMatchObject([
    { lastRun: { runId: runIds[11], branch: "dev" }, passRate: 1, previousStatus: "failed" },
  ]);
  const then = await server.json<Summary>(`/api/v1/summary?asof=${new Date(now - 6.5 * hour).toISOString()}`);
  expect(then.items).toMatchObject([{ lastRun: { runId: runIds[6], branch: "main" } }]);
});

describe("the changes of a run", () => {
  test("are those against the run before it", async () => {
    const changes = await server.json<Changes>(`/api/v1/runs/${runIds[10]}/changes`);
    expect(changes).toMatchObject({
      before: { choice: "previous-on-branch", runs: [{ runId: runIds[9] }] },
      counts: { newlyFailing: 1, flaky: 1, fixed: 0, missing: 0 },
    });
    const [list] = changes.lists;
    expect(list).toMatchObject({ class: "newlyFailing", tests: 1 });
    expect(list?.items[0]).toMatchObject({
      ...{ name: "test_0", after: { failure: { message: "no stock" } } },
      since: { firstFailure: { runId: runIds[10] }, lastPass: { runId: runIds[9] }, runs: 1 },
    });
  });

  test("tell what became slower, with the evidence", async () => {
    const changes = await server.json<Changes>(`/api/v1/compare?a=branch:main:8&b=${runIds[11]}&class=slower`);
    expect(changes.lists).toMatchObject([
      { class: "slower", items: [{ name: "test_2", slowness: { durationMs: 2_000, medianMs: 200, passes: 8 } }] },
    ]);
  });

  test.each([
    [`/api/v1/runs/${newSubmissionId()}/changes`, 404, "not-found"],
    ["/api/v1/compare?a=latest&b=branch:", 400, "selector-invalid"],
    ["/api/v1/compare?a=latest", 400, "request-invalid"],
    ["/api/v1/compare?a=latest&b=branch:release:3", 404, "not-found"],
    ["/api/v1/compare?a=latest&b=latest&class=best", 400, "request-invalid"],
  ])("%s is refused with %d", async (path, httpStatus, code) => {
    expect(await server.json(path)).toMatchObject({ httpStatus, code });
  });
});

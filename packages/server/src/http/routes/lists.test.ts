import type { HistoryEntry, Page, Run, RunResult, Test } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { submissionOf } from "../testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;
const runIds: string[] = [];
const results = 40;

beforeAll(async () => {
  server = await testServer();
  for (let run = 0; run < 7; run++) runIds.push(await record());
  const runs = () => server.json<Page<Run>>("/api/v1/runs");
  await vi.waitFor(async () => expect((await runs()).items).toHaveLength(runIds.length), patiently);
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

async function record(): Promise<string> {
  const { submissionId, lines } = submissionOf(results);
  await server.post(submissionId, 0, lines);
  return submissionId;
}

/** All pages of a list; `between` runs after each. */
async function everything<Item>(path: string, limit: number, between = async () => {}): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const query: string = `${path.includes("?") ? "&" : "?"}limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`;
    const page: Page<Item> = await server.json<Page<Item>>(`${path}${query}`);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
    await between();
  } while (cursor !== null);
  return items;
}

describe("walking a list by its cursors gives everything once", () => {
  test("for runs, newest first, also while new ones arrive", async () => {
    const known = [...runIds].sort().reverse();
    const walked = await everything<Run>("/api/v1/runs", 2, async () => {
      runIds.push(await record());
    });
    expect(walked.map(({ runId }) => runId).filter((runId) => known.includes(runId))).toEqual(known);
  });

  test.each(["failures", "name", "duration"])("for the results of a run, sorted by %s", async (sort) => {
    const walked = await everything<RunResult>(`/api/v1/runs/${runIds[0]}/results?sort=${sort}`, 7);
    expect(new Set(walked.map(({ testId }) => testId)).size).toBe(results);
    expect(walked).toHaveLength(results);
  });

  test("for tests and the history of one", async () => {
    const tests = await everything<Test>("/api/v1/tests?project=default", 7);
    expect(new Set(tests.map(({ testId }) => testId)).size).toBe(results);
    const history = await everything<HistoryEntry>(`/api/v1/tests/${tests[0]?.testId}/history`, 3);
    const walked = history.map(({ run }) => run.runId);
    expect(walked).toEqual([...walked].sort().reverse());
    expect(walked).toEqual(expect.arrayContaining(runIds.slice(0, 7)));
  });
});

describe("a list is refused", () => {
  test.each(["/api/v1/runs", "/api/v1/tests"])("%s with a cursor that was not given", async (path) => {
    expect(await server.json(`${path}?cursor=forged`)).toMatchObject({ httpStatus: 400, code: "cursor-invalid" });
  });

  test.each(["limit=0", "limit=501", "limit=x", "project=Not%20A%20Slug"])("with %s", async (query) => {
    expect(await server.json(`/api/v1/runs?${query}`)).toMatchObject({ httpStatus: 400, code: "request-invalid" });
  });

  test("with an outcome that does not exist", async () => {
    const answer = await server.json(`/api/v1/runs/${runIds[0]}/results?status=passed,best`);
    expect(answer).toMatchObject({ httpStatus: 400, code: "request-invalid" });
  });
});

test.each([
  "/api/v1/runs/none",
  "/api/v1/runs/none/results",
  `/api/v1/tests/${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}`,
  `/api/v1/tests/${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}/history`,
  "/api/v1/nothing",
  "/api",
])("%s is not found, in a problem document", async (path) => {
  const answer = await fetch(`${server.address}${path}`);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({
    code: "not-found",
    detail: expect.any(String),
    hint: expect.any(String),
  });
});

test("filters narrow the results of a run", async () => {
  const path = `/api/v1/runs/${runIds[0]}/results`;
  const named = await server.json<Page<RunResult>>(`${path}?q=TEST_2&status=passed,failed`);
  const two = Array.from({ length: 10 }, (_, digit) => `test_2${digit}`);
  expect(named.items.map(({ name }) => name).sort()).toEqual(["test_2", ...two]);
  expect((await server.json<Page<RunResult>>(`${path}?status=failed`)).items).toEqual([]);
});

test("large lists are compressed for those that take it, small ones are not", async () => {
  const path = `${server.address}/api/v1/runs/${runIds[0]}/results`;
  const [large, small] = [await fetch(path), await fetch(`${path}?limit=1`)];
  expect(large.headers.get("content-encoding")).toBe("gzip");
  expect((await large.text()).length).toBeGreaterThan(8_192);
  expect(small.headers.get("content-encoding")).toBeNull();
  expect(large.headers.get("cache-control")).toBe("no-store");
});

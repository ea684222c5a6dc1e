import { type HistoryCell, historyCellSchema, newSubmissionId, type Page, pageOf, type Test } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { endLine, resultLine, submissionLine } from "../testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;
const runIds: string[] = [];
const sizes: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  server = await testServer();
  for (const minute of [0, 1, 2]) {
    const runId = newSubmissionId(Date.UTC(2026, 9, 1) + minute * 60_000);
    const first = { project: "shop", target: "unit", git: { branch: "main" }, variant: { os: `os ${minute % 2}` } };
    const failure = { type: "Error", message: "no" };
    const lines = ["small", "big"].flatMap((size, place) => {
      const attempts =
        minute === 2 && size === "small" ? (["failed", "broken", "passed"] as const) : (["passed"] as const);
      return attempts.map((status, index) => ({
        ...resultLine(place * 10 + index, { name: "fits", params: { size }, worker: `gw${index}`, status }),
        ...{ attempt: index + 1, ...(status === "passed" ? {} : { failure }) },
      }));
    });
    await server.post(runId, 0, [submissionLine(runId, first), ...lines, endLine()]);
    await vi.waitFor(async () => expect((await server.json(`/api/v1/runs/${runId}`)).httpStatus).toBe(200), patiently);
    runIds.unshift(runId);
  }
  const { items } = await server.json<Page<Test>>("/api/v1/tests?project=shop");
  for (const { params, testId } of items) Object.assign(sizes, { [String(params["size"])]: testId });
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

async function cells(query: string): Promise<Page<HistoryCell>> {
  const { httpStatus: _, ...page } = await server.json(`/api/v1/tests/${sizes["small"]}/cells?${query}`);
  return pageOf(historyCellSchema).parse(page);
}

test("each run has its attempts in their order, with the worker of each", async () => {
  const { items, nextCursor } = await cells("");
  expect(items.map(({ run, outcome }) => [run.runId, outcome])).toEqual([
    [runIds[0], "flaky"],
    [runIds[1], "passed"],
    [runIds[2], "passed"],
  ]);
  expect(items[0]?.attempts).toEqual([
    { status: "failed", worker: "gw0" },
    { status: "broken", worker: "gw1" },
    { status: "passed", worker: "gw2" },
  ]);
  expect(items[1]).toMatchObject({ target: "unit", variant: { os: "os 1" }, params: { size: "small" } });
  expect(nextCursor).toBeNull();
});

test("a page of a family holds whole runs, and the next one goes on after them", async () => {
  const seen: string[][] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Page<HistoryCell> = await cells(`family=true&limit=1${cursor && `&cursor=${cursor}`}`);
    if (page.items.length > 0)
      seen.push(page.items.map(({ run, params }) => `${run.runId} ${params["size"]}`).toSorted());
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(runIds.map((runId) => [`${runId} big`, `${runId} small`]));
});

test("filters, and a moment to look back to, leave runs out", async () => {
  const runsOf = async (query: string) => (await cells(query)).items.map(({ run }) => run.runId);
  expect(await runsOf("variant=os%3Dos 0")).toEqual([runIds[0], runIds[2]]);
  expect(await runsOf("status=flaky")).toEqual([runIds[0]]);
  expect(await runsOf("branch=other")).toEqual([]);
  expect(await runsOf("asof=2026-10-01T00:00:30.000Z")).toEqual([runIds[2]]);
  const nobody = "00000000-0000-0000-0000-000000000000";
  expect((await server.json(`/api/v1/tests/${nobody}/cells`)).httpStatus).toBe(404);
});

import {
  type AuditEntry,
  newSubmissionId,
  type Page,
  type ResultDetail,
  type Run,
  type RunDetail,
  type RunResult,
  type TargetDetail,
} from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endLine, resultLine, submissionLine } from "../testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

const headers = { "content-type": "application/json" };

function send<Answer>(method: string, path: string, body: object = {}) {
  return server.json<Answer>(`/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
}

function get<Answer>(path: string) {
  return server.json<Answer>(`/api/v1${path}`);
}

/** Posts a submission with these results and waits until its run is there. */
async function submit(target: string, results: readonly object[], more: object = {}): Promise<string> {
  const submissionId = newSubmissionId();
  const first = submissionLine(submissionId, { project: "shop", target, ...more });
  await server.post(submissionId, 0, [first, ...results, endLine()]);
  await expect.poll(() => get<RunDetail>(`/runs/${submissionId}`), patiently).toMatchObject({ httpStatus: 200 });
  return submissionId;
}

const build = { build: { name: "1.0" } };
const failed = { status: "failed", failure: { message: "boom" } };

async function runsOf(target: string): Promise<Run[]> {
  return (await get<Page<Run>>(`/runs?project=shop&target=${target}`)).items;
}

describe("the settings of a target", () => {
  it("make the submissions of a build one run, and take them apart again", async () => {
    const ids: string[] = [];
    for (const index of [1, 2, 3]) {
      const shard = { ...build, shard: { index, total: 3 } };
      ids.push(await submit("sharded", [resultLine(index * 2), resultLine(index * 2 + 1)], shard));
    }
    expect((await runsOf("sharded")).map(({ runId }) => runId)).toEqual(ids.toReversed());
    const settings = await send<TargetDetail>("PUT", "/targets/shop/sharded", { consolidation: true, by: "ada" });
    expect(settings.settings).toMatchObject({ consolidation: true, replacement: false });
    const [run, ...others] = await runsOf("sharded");
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      runId: ids[0],
      submissionCount: 3,
      counts: { passed: 6, total: 6 },
      state: "complete",
    });
    const detail = await get<RunDetail>(`/runs/${ids[2]}`);
    expect(detail).toMatchObject({ runId: ids[0], view: "appended" });
    expect(detail.submissions.map(({ shard }) => shard?.index)).toEqual([1, 2, 3]);
    await send("PUT", "/targets/shop/sharded", { consolidation: false });
    expect(await runsOf("sharded")).toHaveLength(3);
  });

  it("count a test that came twice twice, or the last time only", async () => {
    const first = await submit("again", [resultLine(1, failed), resultLine(2)], build);
    await submit("again", [resultLine(1)], build);
    await send("PUT", "/targets/shop/again", { consolidation: true });
    expect(await runsOf("again")).toMatchObject([
      { runId: first, executions: 3, status: "failed", counts: { failed: 1, passed: 1, total: 2 } },
    ]);
    await send("PUT", "/targets/shop/again", { replacement: true });
    expect(await runsOf("again")).toMatchObject([
      { runId: first, executions: 2, status: "passed", counts: { failed: 0, passed: 2, total: 2 } },
    ]);
  });

  it("say what the runner's words mean, and leave the words", async () => {
    const runId = await submit("words", [resultLine(1, { status: "skipped", rawStatus: "xfailed" }), resultLine(2)]);
    await send("PUT", "/targets/shop/words", { interpretation: { xfailed: "passed" } });
    expect(await get(`/runs/${runId}`)).toMatchObject({ counts: { passed: 2, skipped: 0 } });
    const { items } = await get<Page<RunResult>>(`/runs/${runId}/results?sort=name`);
    expect(items).toMatchObject([
      { outcome: "passed", rawStatus: "xfailed" },
      { outcome: "passed", rawStatus: "" },
    ]);
  });

  it("name the fields that lists show", async () => {
    const properties = { tier: "gold" };
    const runId = await submit("columns", [resultLine(1, { properties, labels: { owner: ["ada", "bob"] } })]);
    await send("PUT", "/targets/shop/columns", { displayColumns: ["tier", "owner", "nothing"] });
    const { items } = await get<Page<RunResult>>(`/runs/${runId}/results`);
    expect(items[0]?.columns).toEqual({ tier: "gold", owner: "ada, bob" });
  });

  it("are told, and so is who changed them", async () => {
    await send("PUT", "/targets/shop/told", { description: "nightly", by: "ada", reason: "asked for" });
    expect(await get("/targets/shop/told")).toMatchObject({
      settings: { description: "nightly", consolidation: false },
    });
    const { items } = await get<Page<AuditEntry>>("/targets/shop/told/audit");
    expect(items).toMatchObject([
      { action: "settings-changed", by: "ada", reason: "asked for", details: { description: "nightly" } },
    ]);
    expect(await send("PUT", "/targets/shop/told", { retentionDays: 0 })).toMatchObject({ httpStatus: 400 });
  });
});

describe("a run", () => {
  it("is deleted and restored", async () => {
    const runId = await submit("deleted", [resultLine(1)]);
    expect(await send("DELETE", `/runs/${runId}`, { by: "ada", reason: "a trial" })).toMatchObject({ runId });
    expect(await get(`/runs/${runId}`)).toMatchObject({ httpStatus: 404 });
    expect(await runsOf("deleted")).toEqual([]);
    expect(await send("POST", `/runs/${runId}/restore`)).toMatchObject({ runId, counts: { total: 1 } });
    expect(await runsOf("deleted")).toHaveLength(1);
    expect(await send("POST", `/runs/${runId}/restore`)).toMatchObject({ httpStatus: 404 });
    const { items } = await get<Page<AuditEntry>>("/targets/shop/deleted/audit");
    expect(items.map(({ action, by }) => [action, by])).toEqual([
      ["run-restored", ""],
      ["run-deleted", "ada"],
    ]);
  });

  it("is pinned and let go", async () => {
    const runId = await submit("pinned", [resultLine(1)]);
    expect(await send("PUT", `/runs/${runId}/pin`)).toMatchObject({ pinned: true });
    expect(await server.json(`/api/v1/runs/${runId}/pin`, { method: "DELETE" })).toMatchObject({ pinned: false });
  });

  it("has results that a person can correct, and take that back", async () => {
    const runId = await submit("corrected", [resultLine(1, failed), resultLine(2)]);
    const { items } = await get<Page<RunResult>>(`/runs/${runId}/results`);
    const path = `/runs/${runId}/results/${items[0]?.testId}`;
    const said = { status: "passed", by: "ada", reason: "the printer was off" };
    expect(await send<ResultDetail>("PUT", `${path}/override`, said)).toMatchObject({
      ...{ outcome: "passed", override: said },
      attempts: [{ status: "failed" }],
    });
    expect(await get(`/runs/${runId}`)).toMatchObject({ status: "passed", counts: { passed: 2, failed: 0 } });
    const after = await get<Page<RunResult>>(`/runs/${runId}/results?sort=name`);
    expect(after.items[0]).toMatchObject({ outcome: "passed", override: { by: "ada" } });
    expect(await send("DELETE", `${path}/override`, { by: "bob" })).toMatchObject({
      outcome: "failed",
      override: null,
    });
    expect(await get(`/runs/${runId}`)).toMatchObject({ counts: { passed: 1, failed: 1 } });
    expect(await send("DELETE", `${path}/override`)).toMatchObject({ httpStatus: 404 });
    const audit = await get<Page<AuditEntry>>("/targets/shop/corrected/audit");
    expect(audit.items.map(({ action }) => action)).toEqual(["override-removed", "result-overridden"]);
  });

  it("is found by time, status, state, label and commit", async () => {
    const labelled = { labels: { stage: ["nightly", "slow"] }, git: { commit: "c0ffee0123456789" } };
    const runId = await submit("found", [resultLine(1, failed)], labelled);
    const other = await submit("found", [resultLine(1)]);
    const ids = async (query: string) =>
      (await get<Page<Run>>(`/runs?target=found&${query}`)).items.map((run) => run.runId);
    expect(await ids("status=failed")).toEqual([runId]);
    expect(await ids("label=stage%3Dslow")).toEqual([runId]);
    expect(await ids("label=stage%3Dfast")).toEqual([]);
    expect(await ids("state=complete&since=1h")).toEqual([other, runId]);
    expect(await ids("state=running")).toEqual([]);
    expect(await ids("until=1h")).toEqual([]);
    expect(await ids("commit=C0FFEE")).toEqual([runId]);
    expect(await ids("commit=c0ffee&asof=2999-01-01T00:00:00Z")).toEqual([runId]);
    expect(await ids("commit=ffee")).toEqual([]);
    expect(await get("/runs?commit=c0f")).toMatchObject({ httpStatus: 400, code: "request-invalid" });
  });
});

describe("a target", () => {
  it("is deleted with its tokens, and an upload is told so", async () => {
    await submit("gone", [resultLine(1)]);
    const { secret } = await send<{ secret: string }>("POST", "/tokens", {
      ...{ project: "shop", target: "gone", name: "ci" },
    });
    expect(await send("DELETE", "/targets/shop/gone", { by: "ada" })).toMatchObject({ deleted: true });
    expect(await send("DELETE", "/targets/shop/never", { by: "ada" })).toMatchObject({ httpStatus: 404 });
    expect(await runsOf("gone")).toEqual([]);
    const submissionId = newSubmissionId();
    const answer = await server.post(submissionId, 0, [submissionLine(submissionId)], {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(answer).toMatchObject({ httpStatus: 403, code: "target-deleted" });
    await send("PUT", "/targets/shop/gone", { description: "here again" });
    expect(await runsOf("gone")).toHaveLength(1);
  });

  it("needs a project, which can be made before it", async () => {
    expect(await send("POST", "/projects", { project: "early" })).toMatchObject({
      ...{ httpStatus: 201, project: "early", targets: 0, lastRunAt: null },
    });
  });
});

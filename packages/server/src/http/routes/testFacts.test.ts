import type { Assignment, Bug, Comment, ListedAssignment, Page, RunResult, TestAuditEntry } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { resultLine, submissionOf } from "../testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;
let path: string;
let testId: string;

beforeAll(async () => {
  server = await testServer();
  const failing = await record([{ status: "failed", failure: { message: "boom" } }]);
  const isThere = async () =>
    expect((await server.json<{ state: string }>(`/api/v1/runs/${failing}`)).state).toBe("complete");
  await vi.waitFor(isThere, patiently);
  const page = await server.json<Page<RunResult>>(`/api/v1/runs/${failing}/results`);
  testId = page.items[0]?.testId ?? "";
  path = `/api/v1/tests/${testId}`;
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

async function record(results: readonly object[]): Promise<string> {
  const { submissionId, lines } = submissionOf(0, { git: { branch: "main" } });
  const all = [lines[0], ...results.map((more, index) => resultLine(index, more)), lines[1]] as object[];
  await server.post(submissionId, 0, all);
  return submissionId;
}

function send<Answer>(method: string, address: string, body: object) {
  const headers = { "content-type": "application/json" };
  return server.json<Answer>(address, { method, headers, body: JSON.stringify(body) });
}

test("a comment is said, listed and taken back", async () => {
  const said = await send<Comment>("POST", `${path}/comments`, { text: "It rounds.", by: "ada" });
  expect(said).toMatchObject({ httpStatus: 201, testId, text: "It rounds.", by: "ada" });
  expect((await server.json<Page<Comment>>(`${path}/comments`)).items).toMatchObject([{ commentId: said.commentId }]);
  const removed = await server.json<Comment>(`${path}/comments/${said.commentId}?by=bob&reason=wrong`, {
    method: "DELETE",
  });
  expect(removed.removedAt).not.toBeNull();
  expect((await server.json<Page<Comment>>(`${path}/comments`)).items).toEqual([]);
});

test("a bug is linked by its address and unlinked", async () => {
  const bug = await send<Bug>("POST", `${path}/bugs`, { url: "https://github.com/acme/shop/issues/4" });
  expect(bug).toMatchObject({ httpStatus: 201, tracker: "github", key: "#4" });
  await server.json(`${path}/bugs/${bug.bugId}`, { method: "DELETE" });
  expect((await server.json<Page<Bug>>(`${path}/bugs`)).items).toEqual([]);
});

test("an assignment carries on until the test passes on the default branch, and the audit has it all", async () => {
  const assigned = await send<Assignment>("PUT", `${path}/assignment`, { assignee: "ada", by: "bob", reason: "cart" });
  expect(assigned).toMatchObject({ httpStatus: 200, state: "open", assignee: "ada", target: "pytest" });
  const open = await server.json<Page<ListedAssignment>>("/api/v1/assignments?assignee=ada");
  expect(open.items).toMatchObject([{ testId, name: "test_0", suite: "tests.test_cart" }]);

  const again = await record([{ status: "failed", failure: { message: "boom" } }]);
  const carried = async () => (await server.json<Page<RunResult>>(`/api/v1/runs/${again}/results`)).items?.[0];
  await expect.poll(carried, patiently).toMatchObject({ assignment: { assignee: "ada", by: "bob" } });
  expect(await server.json(path)).toMatchObject({ assignment: { assignee: "ada" } });

  const passing = await record([{}]);
  await expect
    .poll(() => server.json(`${path}/assignment`), patiently)
    .toMatchObject({
      ...{ state: "resolved", resolvedBy: "backstory", resolvedRunId: passing },
    });
  expect((await server.json<Page<ListedAssignment>>("/api/v1/assignments")).items).toEqual([]);
  expect(await carried()).toMatchObject({ assignment: null });
  expect((await server.json<Page<ListedAssignment>>("/api/v1/assignments?state=any")).items).toHaveLength(1);

  await send("PUT", `${path}/assignment`, { assignee: "eve", target: "other" });
  await send("POST", `${path}/assignment/resolve`, { by: "eve", reason: "not ours" });
  const audit = await server.json<Page<TestAuditEntry>>(`/api/v1/audit?test=${testId}`);
  const ours = audit.items.filter(({ kind }) => kind === "assignment");
  expect(ours.map(({ action, by, value }) => `${action} ${by} ${value}`)).toEqual([
    "resolved eve eve",
    "assigned  eve",
    "resolved backstory ada",
    "assigned bob ada",
  ]);
  expect(
    (await server.json<Page<TestAuditEntry>>(`/api/v1/audit?test=${testId}&asof=2026-01-01T00:00:00Z`)).items,
  ).toEqual([]);
});

test.each([
  ["a comment without words", "POST", "/comments", { text: "  " }],
  ["a bug at no web address", "POST", "/bugs", { url: "javascript:alert(1)" }],
  ["an assignment to nobody", "PUT", "/assignment", { assignee: " " }],
])("%s is refused", async (_, method, where, body) => {
  expect(await send(method, `${path}${where}`, body)).toMatchObject({ httpStatus: 400, code: "request-invalid" });
});

test.each(["/comments", "/bugs", "/assignment"])("there is no %s of a test that there is not", async (where) => {
  const nobody = "/api/v1/tests/00000000-0000-0000-0000-000000000000";
  expect(await server.json(`${nobody}${where}`)).toMatchObject({ httpStatus: 404, code: "not-found" });
});

test("what is not there cannot be taken back", async () => {
  for (const where of ["comments", "bugs"]) {
    expect(await server.json(`${path}/${where}/none`, { method: "DELETE" })).toMatchObject({ httpStatus: 404 });
  }
});

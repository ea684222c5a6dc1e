import type { Page, Problem, SavedView } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

function put<Answer>(body: object): Promise<Answer & { httpStatus: number }> {
  return server.json<Answer>("/api/v1/views", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

test("a view is kept, listed and taken away", async () => {
  const { httpStatus, ...view } = await put<SavedView>({ page: "tests", name: " slow ", search: { q: "duration>1s" } });
  expect(httpStatus).toBe(200);
  expect(view).toMatchObject({ page: "tests", name: "slow", search: { q: "duration>1s" }, by: "" });
  const listed = () => server.json<Page<SavedView>>("/api/v1/views?page=tests");
  expect((await listed()).items).toEqual([view]);
  const path = `/api/v1/views/${view.viewId}?by=ada`;
  expect(await server.json<SavedView>(path, { method: "DELETE" })).toMatchObject(view);
  expect((await server.json<Problem>(path, { method: "DELETE" })).httpStatus).toBe(404);
  expect((await listed()).items).toEqual([]);
});

test.each([
  ["of a page that there is not", { page: "nowhere", name: "a", search: {} }],
  ["without a name", { page: "runs", name: "  ", search: {} }],
  ["with more than words", { page: "runs", name: "a", search: { limit: 3 } }],
])("a view %s is refused", async (_, body) => {
  expect(await put<Problem>(body)).toMatchObject({ httpStatus: 400, code: "request-invalid" });
});

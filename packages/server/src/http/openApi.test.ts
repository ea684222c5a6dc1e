import type { Page, Run, RunResult } from "@backstory/model";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createApp } from "./app.ts";
import type { Services } from "./environment.ts";
import { resultLine, submissionLine, submissionOf } from "./testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "./testing/testServer.ts";

interface Document {
  readonly openapi: string;
  readonly paths: Record<
    string,
    Record<
      string,
      { parameters: object[]; responses: Record<string, { content?: Record<string, { schema: object }> }> }
    >
  >;
  readonly components: { readonly schemas: Record<string, object> };
}

let server: TestServer;
let document: Document;

beforeAll(async () => {
  server = await testServer();
  document = await server.json<Document>("/api/v1/openapi.json");
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

test("the document names every route of the API", () => {
  const app = createApp({ store: {} } as Services, { webFiles: new Map(), port: () => 0 });
  const routes = app.routes.filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/v1/"));
  const declared = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(new Set([...described, "GET /api/v1/openapi.json"])).toEqual(new Set(declared));
  expect(document.openapi).toBe("3.1.0");
});

test("each operation says what it is, which parameters its path has, and how it fails", () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(methods)) {
      const parameters = operation.parameters as { name: string; in: string; required: boolean }[];
      expect(parameters.filter((each) => each.in === "path").map(({ name }) => name)).toEqual(inPath);
      expect(operation).toMatchObject({ summary: expect.any(String) });
      expect(operation.responses["default"]?.content).toHaveProperty(["application/problem+json"]);
    }
  }
});

describe("what the server answers fits the document", () => {
  let runId: string;
  let testId: string;

  beforeAll(async () => {
    const { submissionId, lines } = submissionOf(2, { git: { branch: "main", dirty: false }, labels: { team: ["a"] } });
    const failure = { type: "AssertionError", message: "boom", trace: "at x" };
    const more = {
      phases: [{ name: "call", status: "failed", durationMs: 1 }],
      params: { a: [1, { b: null }] },
      steps: [1],
    };
    const failed = resultLine(7, { status: "failed", failure, ...more });
    await server.post(submissionId, 0, [...lines.slice(0, -1), failed, "{", ...lines.slice(-1)]);
    const running = submissionOf(0).submissionId;
    await server.post(running, 0, [submissionLine(running), { kind: "error", where: "gw0", message: "crashed" }]);
    const runs = () => server.json<Page<Run>>("/api/v1/runs");
    await vi.waitFor(async () => expect((await runs()).items).toHaveLength(2), patiently);
    runId = submissionId;
    testId = (await server.json<Page<RunResult>>(`/api/v1/runs/${runId}/results`)).items[0]?.testId as string;
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ project: "shop", target: "unit", name: "ci" });
    await server.json("/api/v1/tokens", { method: "POST", headers, body });
  });

  test.each([
    ["/api/v1/projects"],
    ["/api/v1/targets"],
    ["/api/v1/runs"],
    ["/api/v1/runs/{runId}"],
    ["/api/v1/runs/{runId}/results"],
    ["/api/v1/runs/{runId}/results/{testId}"],
    ["/api/v1/tests"],
    ["/api/v1/tests/{testId}"],
    ["/api/v1/tests/{testId}/history"],
    ["/api/v1/tokens"],
    ["/api/v1/submissions/{submissionId}"],
  ])("%s", async (path) => {
    const schema = document.paths[path]?.["get"]?.responses["200"]?.content?.["application/json"]?.schema;
    const address = path.replace("{runId}", runId).replace("{testId}", testId).replace("{submissionId}", runId);
    const answer = await server.json<object>(address);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const validate = ajv.compile({ ...schema, components: document.components });
    expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
    expect("items" in answer ? answer.items : [answer]).not.toEqual([]);
  });
});

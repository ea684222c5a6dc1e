import { newSubmissionId } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawRequest, removeDirectory, type TestServer, testServer } from "./testing/testServer.ts";

let server: TestServer;
let port: string;

beforeAll(async () => {
  server = await testServer();
  port = new URL(server.address).port;
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

const codeOf = (text: string) => (JSON.parse(text) as { code?: string }).code;

describe("a server without sign-in", () => {
  test.each(["localhost", "127.0.0.1", "[::1]", "LocalHost"])("answers when it is called %s", async (name) => {
    const answer = await rawRequest(`${server.address}/healthz`, { headers: { host: `${name}:${port}` } });
    expect(answer.status).toBe(200);
  });

  test.each(["evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example:"])(
    "does not answer when it is called %s",
    async (host) => {
      const named = host.endsWith(":") ? `${host}${port}` : host;
      const answer = await rawRequest(`${server.address}/api/v1/runs`, { headers: { host: named } });
      expect([answer.status, codeOf(answer.text)]).toEqual([403, "host-refused"]);
    },
  );

  test("tells even a Host header that cannot be one as a problem", async () => {
    const answer = await rawRequest(`${server.address}/`, { headers: { host: "localhost@evil" } });
    expect([answer.status, codeOf(answer.text)]).toEqual([400, "request-invalid"]);
  });

  test.each([
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: "http://localhost:1" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-origin" }, 422],
    [{ origin: "http://127.0.0.1:PORT" }, 422],
    [{}, 422],
  ])("takes a POST with the headers %j: %i", async (headers: Record<string, string>, status) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace("PORT", port)]),
    );
    const answer = await rawRequest(`${server.address}/api/v1/submissions/${newSubmissionId()}/records`, {
      method: "POST",
      headers: { ...sent, "content-type": "application/x-ndjson" },
      body: "{}\n",
    });
    expect(answer.status).toBe(status);
  });

  test("sends headers that keep its answers from being run, framed or sniffed", async () => {
    for (const path of ["/", "/api/v1/runs", "/api/v1/nothing"]) {
      const { headers } = await rawRequest(`${server.address}${path}`);
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });
});

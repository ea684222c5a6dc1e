import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const addressOf = (hash: string) => `${server.address}/api/v1/attachments/${hash}`;

async function put(bytes: Uint8Array<ArrayBuffer>, hash = sha256(bytes)): Promise<Response> {
  return fetch(addressOf(hash), { method: "PUT", body: bytes });
}

describe("an attachment", () => {
  test.each([0, 1, 100_000, 3_000_000])("of %i bytes is answered as it came", async (size) => {
    const bytes = new Uint8Array(randomBytes(size));
    expect((await put(bytes)).status).toBe(204);
    expect((await put(bytes)).status).toBe(204);
    const answer = await fetch(addressOf(sha256(bytes)));
    expect(Buffer.compare(new Uint8Array(await answer.arrayBuffer()), bytes)).toBe(0);
    expect(answer.headers.get("content-length")).toBe(String(size));
    expect(answer.headers.get("cache-control")).toContain("immutable");
  });

  test("is not sent again to who has it", async () => {
    const bytes = new TextEncoder().encode("known");
    await put(bytes);
    const headers = { "if-none-match": `"${sha256(bytes)}"` };
    expect((await fetch(addressOf(sha256(bytes)), { headers })).status).toBe(304);
  });

  test("that is a page or a script can only be downloaded", async () => {
    const bytes = new TextEncoder().encode("<!doctype html><script>alert(1)</script>");
    await put(bytes);
    const { headers } = await fetch(addressOf(sha256(bytes)));
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("that is a picture is shown", async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
    await put(png);
    const answer = await fetch(addressOf(sha256(png)));
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("content-disposition")).toBe("inline");
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(png);
  });

  test("that is a page is shown when that is asked for, and may run nothing and ask nobody", async () => {
    const bytes = new TextEncoder().encode("<!doctype html><p>report</p><script>alert(1)</script>");
    await put(bytes);
    const { headers } = await fetch(`${addressOf(sha256(bytes))}?as=html`);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'none';.*\bsandbox;/);
    expect(policy).not.toMatch(/allow-|script-src|connect-src|https?:/);
    expect((await fetch(`${addressOf(sha256(bytes))}?as=js`)).status).toBe(400);
  });

  test("that is a video is answered in the parts that are asked for", async () => {
    const video = new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, ...Array.from({ length: 996 }, (_, index) => index % 256)]);
    await put(video);
    const part = await fetch(addressOf(sha256(video)), { headers: { range: "bytes=100-199" } });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 100-199/1000"]);
    expect(part.headers.get("content-type")).toBe("video/webm");
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(video.slice(100, 200));
    const beyond = await fetch(addressOf(sha256(video)), { headers: { range: "bytes=1000-" } });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */1000"]);
  });

  test("with another hash than its address is refused and not kept", async () => {
    const hash = sha256(new Uint8Array([1]));
    const answer = await put(new Uint8Array([2]), hash);
    expect(await answer.json()).toMatchObject({ status: 422, code: "hash-mismatch" });
    expect((await fetch(addressOf(hash))).status).toBe(404);
  });

  test.each(["..%2F..%2Fetc", "A".repeat(64), "abc"])("has no address like %s", async (hash) => {
    expect((await fetch(addressOf(hash))).status).toBe(400);
  });

  test("needs a token that is known, when there is one", async () => {
    const bytes = new TextEncoder().encode("guarded");
    const headers = { authorization: "Bearer wrong" };
    const answer = await fetch(addressOf(sha256(bytes)), { method: "PUT", body: bytes, headers });
    expect(answer.status).toBe(401);
  });
});

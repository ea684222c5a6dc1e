import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "./app.ts";
import type { Services } from "./environment.ts";
import { readWebFiles } from "./webFiles.ts";

const directory = mkdtempSync(join(tmpdir(), "backstory-web-"));
const script = `console.log("${"a".repeat(2_000)}");`;
const services = { store: {}, logger: pino({ level: "silent" }) } as Services;

beforeAll(() => {
  mkdirSync(join(directory, "assets"));
  writeFileSync(join(directory, "index.html"), "<!doctype html><title>Backstory</title>");
  writeFileSync(join(directory, "favicon.svg"), "<svg/>");
  writeFileSync(join(directory, "assets", "index-B3x.js"), script);
});

afterAll(() => rmSync(directory, { recursive: true }));

async function ask(path: string, headers: Record<string, string> = {}, files = directory): Promise<Response> {
  const app = createApp(services, { webFiles: await readWebFiles(files), port: () => 1 });
  return app.request(path, { headers: { host: "localhost:1", ...headers } });
}

describe("the pages", () => {
  test.each(["/", "/index.html", "/runs/01KBXJ7G5V0000000000000001", "/tests/a.b"])(
    "%s is the one page",
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
      expect(await answer.text()).toContain("<title>Backstory</title>");
    },
  );

  test("have files whose names change with them, which browsers may keep for ever", async () => {
    const answer = await ask("/assets/index-B3x.js", { "accept-encoding": "gzip, br" });
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(await (await ask("/assets/index-B3x.js")).text()).toBe(script);
  });

  test("are not sent again to who has them", async () => {
    const etag = (await ask("/")).headers.get("etag") as string;
    expect((await ask("/", { "if-none-match": etag })).status).toBe(304);
  });

  test.each(["/assets/gone.js", "/api/v2/runs", "/api"])("do not answer for %s", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not-found" });
  });

  test.each(["/..%2f..%2fetc%2fpasswd", "/assets/..%2f..%2fetc%2fpasswd", "/%00"])(
    "never lead out of their folder: %s",
    async (path) => {
      expect(await (await ask(path)).text()).not.toContain("root:");
    },
  );
});

test("without a build, the page says how to make one", async () => {
  const app = createApp(services, { webFiles: await readWebFiles(undefined), port: () => 1 });
  const answer = await app.request("/", { headers: { host: "localhost:1" } });
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("npm run build");
});

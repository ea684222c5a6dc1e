import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page, Run } from "@backstory/model";
import { afterAll, expect, test } from "vitest";
import { submissionOf } from "./http/testing/records.ts";
import { patiently, removeDirectory, testServer } from "./http/testing/testServer.ts";
import { listen } from "./listen.ts";
import { openLog } from "./log.ts";
import { serve } from "./serve.ts";

const dataDirectory = mkdtempSync(join(tmpdir(), "backstory-serve-"));
const logger = openLog("silent");

afterAll(() => removeDirectory(dataDirectory));

async function withTakenPort(use: (port: number) => Promise<void>): Promise<void> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  await use((other.address() as AddressInfo).port).finally(() => other.close());
}

test("what was acknowledged is there after a stop and a new start", async () => {
  const { submissionId, lines } = submissionOf(50);
  const before = await testServer(dataDirectory);
  await before.post(submissionId, 0, lines);
  await before.close();

  const after = await testServer(dataDirectory);
  await expect
    .poll(() => after.json<Page<Run>>("/api/v1/runs"), patiently)
    .toMatchObject({ items: [{ runId: submissionId, counts: { passed: 50 } }] });
  expect(await after.json(`/api/v1/submissions/${submissionId}`)).toMatchObject({ nextOffset: 52, ended: true });
  await after.close();
});

test("a request in hand is answered before the server stops, and a stream is ended", async () => {
  const server = await testServer(dataDirectory);
  const live = await fetch(`${server.address}/api/v1/live`);
  const { submissionId, lines } = submissionOf(2_000);
  const posted = server.post<{ accepted: number }>(submissionId, 0, lines);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const stoppedAt = performance.now();
  await server.close();
  expect(performance.now() - stoppedAt).toBeLessThan(8_000);
  expect(await posted).toMatchObject({ accepted: 2_002 });
  expect(await live.text()).toContain("connected");
  await expect(fetch(`${server.address}/healthz`)).rejects.toThrow();
});

test("a host beyond this machine is refused", async () => {
  await expect(serve({ dataDirectory, host: "0.0.0.0", port: 0, logger })).rejects.toMatchObject({
    code: "auth-needed",
  });
});

test("a port that was asked for and is taken is refused, and the directory is let go", async () => {
  await withTakenPort(async (port) => {
    const sentence = `Port ${port} is taken by another program.`;
    await expect(serve({ dataDirectory, port, logger })).rejects.toMatchObject({
      code: "setting-invalid",
      message: sentence,
    });
  });
  await (await serve({ dataDirectory, port: 0, logger })).close();
});

test("without a port it is the usual one or the next that is free", async () => {
  const servers: Server[] = [createServer(), createServer()];
  const ports = [];
  for (const server of servers) ports.push(await listen(server, "127.0.0.1", undefined));
  for (const server of servers) server.close();
  expect(ports[0]).toBeGreaterThanOrEqual(7_357);
  expect(ports[1]).toBeGreaterThan(ports[0] as number);
});

import { type Storage, storageSchema } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { submissionOf } from "../testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

const storage = () => server.json<Storage>("/api/v1/storage");

test("the storage that an empty server tells fits its schema, and names no target", async () => {
  const { httpStatus, ...answer } = await storage();
  expect(httpStatus).toBe(200);
  expect(storageSchema.parse(answer)).toEqual(answer);
  expect(answer).toMatchObject({ targets: [], attachments: { files: 0, bytes: 0 } });
});

test("tables, targets and attachments are told with their bytes, each target with its share", async () => {
  for (const [target, results] of [
    ["small", 2],
    ["large", 6],
  ] as const) {
    const { submissionId, lines } = submissionOf(results, { project: "shop", target });
    await server.post(submissionId, 0, lines);
  }
  const sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  const sent = await fetch(`${server.address}/api/v1/attachments/${sha256}`, { method: "PUT", body: "hello" });
  expect(sent.status).toBe(204);
  const answer = await vi.waitFor(async () => {
    const told = await storage();
    expect(told.targets).toHaveLength(2);
    return told;
  }, patiently);
  expect(answer.targets.map(({ target, results, submissions }) => [target, results, submissions])).toEqual([
    ["large", 6, 1],
    ["small", 2, 1],
  ]);
  const all = answer.tables.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(answer.targets.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(0.99 * all - 2);
  expect(answer.targets[0]?.bytes).toBeGreaterThan(2 * (answer.targets[1]?.bytes ?? 0));
  expect(answer.tables.find(({ table }) => table === "resultsByRun")).toMatchObject({ rows: 8 });
  expect(answer.attachments).toEqual({ files: 1, bytes: 5 });
});

import type { LiveEvent } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
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

/** Subscribes, and answers the events up to the first of type `ended`. */
async function subscribe(query: string): Promise<{ events: Promise<LiveEvent[]> }> {
  const answer = await fetch(`${server.address}/api/v1/live?${query}`);
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  const read = async () => decoder.decode((await reader.read()).value, { stream: true });
  return { events: untilEnded(read, await read()) };
}

async function untilEnded(read: () => Promise<string>, begun: string): Promise<LiveEvent[]> {
  let text = begun;
  while (!text.includes('"ended"')) text += await read();
  const lines = text.split("\n").filter((line) => line.startsWith("data: "));
  return lines.map((line) => JSON.parse(line.slice("data: ".length)) as LiveEvent);
}

test("a run is told to begin, to grow and to end, once queries show it", async () => {
  const { submissionId, lines } = submissionOf(4, { project: "shop", target: "live" });
  const { events } = await subscribe("project=shop&target=live");
  const run = { project: "shop", target: "live", runId: submissionId };
  for (const offset of [0, 2, 4]) {
    await server.post(submissionId, offset, lines.slice(offset, offset + 2));
    const shown = () => server.json<{ state?: string; counts?: { total: number } }>(`/api/v1/runs/${submissionId}`);
    await expect.poll(async () => (await shown()).counts?.total, patiently).toBe([1, 3, 4][offset / 2]);
  }
  expect(await events).toEqual([
    { type: "began", ...run },
    { type: "grew", ...run },
    { type: "grew", ...run },
    { type: "ended", ...run },
  ]);
});

test("a subscriber hears only of what it asked for", async () => {
  const [mine, other] = [submissionOf(1), submissionOf(1)];
  const { events } = await subscribe(`runId=${mine.submissionId}`);
  await server.post(other.submissionId, 0, other.lines);
  await server.post(mine.submissionId, 0, mine.lines);
  expect(new Set((await events).map(({ runId }) => runId))).toEqual(new Set([mine.submissionId]));
});

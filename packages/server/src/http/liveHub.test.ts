import type { LiveEvent } from "@backstory/model";
import { expect, test } from "vitest";
import { liveHub } from "./liveHub.ts";

const event: LiveEvent = { type: "grew", project: "shop", target: "unit", runId: "1" };

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

test("a subscriber that does not read is let go, and the others are not", async () => {
  const hub = liveHub();
  const [silent, reading] = [hub.subscribe({}), hub.subscribe({})];
  const read = textOf(reading);
  for (let sent = 0; sent < 10; sent++) {
    hub.publish(Array.from({ length: 100 }, () => event));
    await new Promise((resolve) => setImmediate(resolve));
  }
  hub.close();
  expect((await read).split("data: ")).toHaveLength(1_001);
  expect((await textOf(silent)).split("data: ").length).toBeLessThan(300);
});

test("a stream says something now and then, so that neither side takes the other for dead", async () => {
  const hub = liveHub(5);
  const read = textOf(hub.subscribe({}));
  await new Promise((resolve) => setTimeout(resolve, 100));
  hub.close();
  expect(await read).toContain(": still here\n\n");
});

test("the number of subscribers is bounded, and one that leaves makes room", async () => {
  const hub = liveHub();
  const streams = Array.from({ length: 256 }, () => hub.subscribe({}));
  expect(() => hub.subscribe({})).toThrow(expect.objectContaining({ code: "backlog-full" }));
  await streams[0]?.cancel();
  expect(() => hub.subscribe({})).not.toThrow();
  hub.close();
});

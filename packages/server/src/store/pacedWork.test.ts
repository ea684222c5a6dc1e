import { expect, it, vi } from "vitest";
import { type PacedWorkOptions, pacedWork } from "./pacedWork.ts";

const warnings: string[] = [];
const logger = { warn: (_: object, text: string) => void warnings.push(text) } as unknown as PacedWorkOptions["logger"];
const paced = (work: PacedWorkOptions["work"]) => pacedWork({ work, pauseMs: 1, failure: "it failed", logger });
const patiently = { timeout: 30_000 };

it("does once what was asked for several times, and again when it is asked for later", async () => {
  let done = 0;
  const { ask, close } = paced(async () => {
    done += 1;
  });
  expect(done).toBe(0);
  for (let times = 0; times < 5; times++) ask();
  await vi.waitFor(() => expect(done).toBe(1), patiently);
  ask();
  await vi.waitFor(() => expect(done).toBe(2), patiently);
  await close();
});

it("is told when it fails, and done again", async () => {
  let tries = 0;
  const { ask, close } = paced(async () => {
    tries += 1;
    if (tries < 3) throw new Error("not yet");
  });
  ask();
  await vi.waitFor(() => expect(tries).toBe(3), patiently);
  expect(warnings).toEqual(["it failed; trying again", "it failed; trying again"]);
  await close();
});

it("closes when what is in hand has ended, and does nothing after it", async () => {
  const seen: string[] = [];
  const { promise: gate, resolve: letGo } = withResolvers();
  const { promise: begun, resolve: begin } = withResolvers();
  const { ask, flush, close } = paced(async (isClosed) => {
    begin();
    await gate;
    seen.push(isClosed() ? "closed" : "open");
  });
  const flushed = flush();
  await begun;
  const closed = close();
  letGo();
  await Promise.all([flushed, closed]);
  ask();
  await flush();
  expect(seen).toEqual(["closed"]);
});

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

import { createHash } from "node:crypto";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, expect, it } from "vitest";
import { type Blobs, openBlobs } from "../blobs.ts";
import { changeTargetSettings } from "../facts/targetSettings.ts";
import { stderrLogger } from "../logger.ts";
import { openEmbeddedTestStore, type TestStore } from "../testing/openTestStore.ts";
import { end, partOf, resultOf, submissionOf, whose } from "../testing/submit.ts";
import { keepRetention } from "./retentionKeeper.ts";
import { sweepBlobs } from "./sweepBlobs.ts";

let test: TestStore;
afterEach(() => test.dispose());

const dayMs = 86_400_000;
const jobDay = Date.UTC(2027, 0, 20);

async function put(blobs: Blobs, text: string): Promise<string> {
  const sha256 = createHash("sha256").update(text).digest("hex");
  await blobs.put(sha256, Readable.from([text]), 100);
  return sha256;
}

it("attachments go when no run refers to them any more, and not before", async () => {
  test = await openEmbeddedTestStore();
  const { store } = test;
  const directory = join(test.dataDirectory, "attachments");
  const blobs = openBlobs(directory);
  const [old, both, orphan, underway, resent] = (await Promise.all(
    ["old", "both", "orphan", "underway", "resent"].map((text) => put(blobs, text)),
  )) as [string, string, string, string, string];
  const sentAt = (sha256: string, time: number) =>
    utimesSync(join(directory, sha256.slice(0, 2), sha256), time / 1_000, time / 1_000);
  for (const sha256 of [old, both, orphan, resent]) sentAt(sha256, jobDay - 3 * dayMs);
  sentAt(underway, jobDay - dayMs / 2);

  for (const [time, files] of [
    [Date.UTC(2026, 10, 1), [old, both]],
    [Date.UTC(2027, 0, 10), [both]],
  ] as const) {
    const owner = whose("shop", time);
    const attachments = files.map(
      (sha256) =>
        ({ kind: "attachment", resultId: "a-1", name: "log", mediaType: "text/plain", sizeBytes: 3, sha256 }) as const,
    );
    await store.append(partOf(owner, [submissionOf(owner), resultOf("a"), ...attachments, end]));
  }
  await store.settled();
  const sweep = () => sweepBlobs(store.connection, blobs, { now: jobDay });
  const left = async () => (await listed(blobs)).toSorted();

  sentAt(resent, jobDay);
  expect(await sweep()).toBe(1);
  expect(await left()).toEqual([old, both, underway, resent].toSorted());

  const key = { project: "shop", target: "unit" };
  await changeTargetSettings(store.connection, key, { retentionDays: 30, by: "", reason: "" });
  const keeper = keepRetention({
    connection: store.connection,
    blobs,
    logger: stderrLogger,
    now: () => new Date(jobDay),
  });
  await Promise.all([keeper.look(), keeper.look()]);
  expect(await left()).toEqual([both, underway, resent].toSorted());
  const runs = await store.connection.query("SELECT runId FROM currentRuns");
  expect(runs).toHaveLength(1);
  await keeper.close();
  expect(await blobs.use()).toEqual({ files: 3, bytes: "bothunderwayresent".length });
});

async function listed(blobs: Blobs): Promise<string[]> {
  const names: string[] = [];
  for await (const name of blobs.names()) names.push(name);
  return names;
}

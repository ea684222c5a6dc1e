import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findRun } from "./queries/findRun.ts";
import { openStore } from "./store.ts";
import { startClickhouseFront } from "./testing/clickhouseFront.ts";
import { end, partOf, resultOf, submissionOf, whose } from "./testing/submit.ts";

const dataDirectory = mkdtempSync(join(tmpdir(), "backstory-away-"));
afterAll(() => rm(dataDirectory, { recursive: true, force: true, maxRetries: 10 }));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe("a store whose ClickHouse server goes away", () => {
  it("acknowledges what comes, stops at once when it is told to, and inserts everything once the server is back", async () => {
    const owner = whose("away");
    const records = [submissionOf(owner), resultOf("test_a"), resultOf("test_b"), end];
    const first = await startClickhouseFront();
    const port = Number(new URL(first.url).port);
    const options = { dataDirectory, clickhouseUrl: first.url, logger: quiet };
    const before = await openStore(options);
    await before.append(partOf(owner, records.slice(0, 1)));
    await before.settled();
    expect(await before.position(owner.submissionId)).toMatchObject({ nextOffset: 1 });
    await first.stop();

    await before.append(partOf(owner, records.slice(0, 2), 1));
    expect(await before.position(owner.submissionId)).toMatchObject({ nextOffset: 2 });
    await before.close();

    const second = await startClickhouseFront(first.directory, port);
    const after = await openStore(options);
    expect(await after.position(owner.submissionId)).toMatchObject({ nextOffset: 2 });
    await second.stop();
    await after.append(partOf(owner, records, 2));
    const third = await startClickhouseFront(first.directory, port);
    await after.settled();
    const run = await findRun(after.connection, { runId: owner.submissionId });
    expect(run).toMatchObject({ state: "complete", counts: { passed: 2, total: 2 } });
    await after.close();
    await third.close();
  });
});

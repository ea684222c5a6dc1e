import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRun } from "./queries/findRun.ts";
import { connections } from "./testing/connections.ts";
import { openEmbeddedTestStore, type TestStore } from "./testing/openTestStore.ts";
import { partOf, resultOf, submissionOf, whose } from "./testing/submit.ts";
import { frameHeader } from "./wal/frame.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.each(connections)("a store over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open({ logger: quiet, maxBacklogBytes: 200_000 });
  });
  afterAll(() => test.dispose());

  it("inserts what a process before it acknowledged, once, and forgets its torn end", async () => {
    const owner = whose("leftover");
    const records = [submissionOf(owner), resultOf("test_a"), resultOf("test_b")];
    const { rows, ...part } = partOf(owner, records);
    const header = { ...part, receivedAt: new Date().toISOString() };
    const frame = Buffer.concat([frameHeader(header, rows), rows]);
    for (const round of [1, 2]) {
      await test.reopen(async () => {
        const wal = join(test.dataDirectory, "wal");
        await mkdir(wal, { recursive: true });
        await writeFile(join(wal, "000000000042.ndjson"), Buffer.concat([frame, frame.subarray(0, frame.length - 9)]));
      });
      expect(await test.store.position(owner.submissionId), `round ${round}`).toMatchObject({ nextOffset: 3 });
      await test.store.settled();
      const run = await findRun(test.store.connection, { runId: owner.submissionId });
      expect(run?.counts, `round ${round}`).toMatchObject({ passed: 2, total: 2 });
    }
    expect(await readdir(join(test.dataDirectory, "wal"))).toEqual([]);
  });

  it("keeps and shows rows that the engine refuses, and inserts the rest", async () => {
    const owner = whose("poison");
    const results = Array.from({ length: 30 }, (_each, index) => resultOf(`test_${index}`, { resultId: `${index}` }));
    const part = partOf(owner, [submissionOf(owner), ...results]);
    const rows = part.rows.toString().replace('"name":"test_7"', '"name":"test_7","name":"twice"');
    await test.store.append({ ...part, rows: Buffer.from(rows) });
    await test.store.settled();
    const run = await findRun(test.store.connection, { runId: owner.submissionId });
    expect(run?.counts.total).toBe(29);
    expect(run?.refusedLines).toHaveLength(1);
    expect(run?.refusedLines[0]).toMatchObject({ line: 9, reason: expect.stringContaining("Duplicate field") });
    expect(await test.store.position(owner.submissionId)).toMatchObject({ nextOffset: 31 });
    const folder = join(test.dataDirectory, "wal", "refused");
    const [name] = await readdir(folder);
    expect(await readFile(join(folder, name as string), "utf8")).toContain("twice");
  });

  it("refuses appends while too much waits, and takes them again", async () => {
    const owner = whose("backlog");
    const records = [submissionOf(owner), ...Array.from({ length: 100 }, (_each, index) => resultOf(`test_${index}`))];
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, () => test.store.append(partOf(owner, records))),
    );
    const refused = answers.filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ reason: { code: "backlog-full" } });
    await test.store.settled();
    await test.store.append(partOf(owner, records));
    await test.store.settled();
  });
});

describe("a data directory that a process holds", () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openEmbeddedTestStore();
  });
  afterAll(() => test.dispose());

  it("is refused to another", async () => {
    const tsx = createRequire(import.meta.url).resolve("tsx");
    const script = fileURLToPath(new URL("./testing/appendForEver.ts", import.meta.url));
    const options = ["--conditions=@backstory/source", "--import", tsx, script, test.dataDirectory, "1"];
    const running = promisify(execFile)(process.execPath, options);
    await expect(running).rejects.toMatchObject({
      stderr: expect.stringContaining(`The process with id ${process.pid} holds`),
    });
  });
});

import { submissionTime } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "./connection.ts";
import { findRun } from "./queries/findRun.ts";
import { summariseDay } from "./summariseDay.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { end, partOf, resultOf, submissionOf, type TestRecord, type Whose, whose } from "./testing/submit.ts";

const tables = [
  "resultsByRun",
  "resultsByTest",
  "failures",
  "resultDetails",
  "tests",
  "testArrivals",
  "events",
  "attachments",
  "submissions",
  "submissionEnds",
  "submissionParts",
  "submissionSpans",
  "errors",
  "refusedLines",
  "submissionSummaries",
  "runs",
  "testDays",
  "summarisedDays",
];

/** What every table holds, as whoever reads it sees it; times of receipt and computation aside. */
async function everything(connection: Connection): Promise<Record<string, unknown[]>> {
  const contents: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await connection.query<Record<string, unknown>>(`SELECT * FROM ${table} FINAL ORDER BY ALL`);
    contents[table] = rows.map(({ receivedAt: _r, lastReceivedAt: _l, summarisedAt: _s, ...row }) => row);
  }
  return contents;
}

function recordsOf(owner: Whose): TestRecord[] {
  const failure = { message: "boom", type: "Error" };
  const results = Array.from({ length: 12 }, (_, index) => [
    resultOf(`test_${index}`, { resultId: `${index}`, worker: "gw0", ...(index < 3 && { status: "failed", failure }) }),
    { kind: "event" as const, resultId: `${index}`, seq: 0, name: "saw", payload: "", at: "2026-11-21T10:00:01.000Z" },
  ]).flat();
  return [
    submissionOf(owner),
    ...results,
    resultOf("test_0", { attempt: 2, resultId: "again" }),
    { kind: "attachment", name: "log", mediaType: "text/plain", sizeBytes: 1, sha256: "a".repeat(64) },
    { kind: "error", where: "w", message: "m" },
    { kind: "refused", line: 99, reason: "r", text: "t" },
    end,
  ];
}

describe.each(connections)("over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  it("changes nothing when parts are sent twice, overlap, or come in another order", async () => {
    const owner = whose("resend");
    const records = recordsOf(owner);
    const parts = [partOf(owner, records.slice(0, 10)), partOf(owner, records, 10)];
    for (const part of parts) await test.store.append(part);
    await test.store.settled();
    const day = { project: "resend", day: new Date(submissionTime(owner.submissionId)).toISOString().slice(0, 10) };
    await summariseDay(test.store.connection, day);
    const before = await everything(test.store.connection);
    expect(before["resultsByTest"]).toHaveLength(13);
    expect(before["resultsByRun"]).toHaveLength(12);
    expect(before["testDays"]).toHaveLength(12);

    for (const part of parts.toReversed()) await test.store.append(part);
    await test.store.settled();
    await test.store.append(partOf(owner, records.slice(0, 20), 5));
    await test.store.append(partOf(owner, records));
    await test.store.settled();
    await summariseDay(test.store.connection, day);
    const { submissionParts: _sent, ...after } = await everything(test.store.connection);
    const { submissionParts: _first, ...wanted } = before;
    expect(after).toEqual(wanted);
    expect(await test.store.position(owner.submissionId)).toMatchObject({ nextOffset: records.length, ended: true });
    const run = await findRun(test.store.connection, { runId: owner.submissionId });
    expect(run?.counts).toEqual({ passed: 9, failed: 2, broken: 0, skipped: 0, flaky: 1, total: 12 });
  });

  it("keeps to the later attempt when the earlier one comes after it", async () => {
    const owner = whose("order");
    await test.store.append(partOf(owner, [submissionOf(owner)]));
    await test.store.append(partOf(owner, [resultOf("test_late", { attempt: 2, resultId: "b" })]));
    await test.store.settled();
    const failed = { status: "failed" as const, attempt: 1, resultId: "a" };
    await test.store.append(partOf(owner, [resultOf("test_late", failed)]));
    await test.store.settled();
    const run = await findRun(test.store.connection, { runId: owner.submissionId });
    expect(run?.counts).toMatchObject({ flaky: 1, total: 1 });
  });

  it("knows how far each submission has come, also after it was opened again", async () => {
    const owner = whose("position");
    const records = recordsOf(owner);
    expect(await test.store.position(owner.submissionId)).toBeUndefined();
    await test.store.append({ ...partOf(owner, records.slice(0, 7)), lines: 9 });
    const wanted = { nextOffset: 9, project: "position", target: "unit", runner: "pytest", ended: false };
    expect(await test.store.position(owner.submissionId)).toEqual(wanted);
    await test.store.settled();
    expect(await test.store.position(owner.submissionId)).toEqual(wanted);
    await test.reopen();
    expect(await test.store.position(owner.submissionId)).toEqual(wanted);
    await test.store.append({ ...partOf(owner, records, 7), offset: 9 });
    expect(await test.store.position(owner.submissionId)).toEqual({
      ...wanted,
      nextOffset: 9 + records.length - 7,
      ended: true,
    });
  });

  it("tells what began, grew and ended once queries show it", async () => {
    const owner = whose("live");
    const heard: string[] = [];
    let total = 0;
    const stop = test.store.onApplied((events) => {
      for (const { type, runId } of events) if (runId === owner.submissionId) heard.push(type);
    });
    const records = recordsOf(owner);
    for (const [from, to] of [
      [0, 5],
      [5, 9],
      [9, records.length],
    ] as const) {
      await test.store.append(partOf(owner, records.slice(0, to), from));
      await test.store.settled();
      total = (await findRun(test.store.connection, { runId: owner.submissionId }))?.counts.total ?? 0;
    }
    stop();
    expect(heard).toEqual(["began", "grew", "ended"].flatMap((type) => (type === "ended" ? ["grew", type] : [type])));
    expect(total).toBe(12);
  });

  it("takes turns on one submission", async () => {
    const order: number[] = [];
    await Promise.all(
      [30, 10, 0].map((wait, index) =>
        test.store.exclusive("same", async () => {
          await new Promise((resolve) => setTimeout(resolve, wait));
          order.push(index);
        }),
      ),
    );
    expect(order).toEqual([0, 1, 2]);
  });
});

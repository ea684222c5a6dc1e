import { afterEach, describe, expect, it } from "vitest";
import type { Connection } from "../connection.ts";
import { changeTargetSettings } from "../facts/targetSettings.ts";
import { listRuns } from "../queries/listRuns.ts";
import { summariseDay } from "../summariseDay.ts";
import { connections } from "../testing/connections.ts";
import { openEmbeddedTestStore, type TestStore } from "../testing/openTestStore.ts";
import { daysOf, ids, keptOf, rowsBySubmission, runsSeen, summariseAllDays, tables } from "../testing/retentionRows.ts";
import { jobDay, setRetentionScene } from "../testing/retentionScene.ts";
import { end, partOf, resultOf, submissionOf, whose } from "../testing/submit.ts";
import { applyRetention } from "./applyRetention.ts";

const dayMs = 86_400_000;

let test: TestStore;
afterEach(() => test.dispose());

describe.each(connections)("a retention job over %s", { timeout: 60_000 }, (_, open) => {
  it("removes what is older than its target keeps it, and nothing else", async () => {
    test = await open();
    const { connection } = test.store;
    const scene = await setRetentionScene(test.store);
    await summariseAllDays(connection);
    const before = await rowsBySubmission(connection);
    const days = await daysOf(connection);
    for (const table of tables) expect(Object.keys(before[table] ?? {}), table).toHaveLength(scene.length);

    const report = await applyRetention(connection, { now: jobDay });
    expect(report).toEqual({ submissions: ids(scene, false).length, months: [202609] });
    expect(await rowsBySubmission(connection)).toEqual(keptOf(before, scene));

    const parts = await connection.query(
      "SELECT table FROM system.parts WHERE active AND database = currentDatabase() AND partition = '202609' AND table IN {tables:Array(String)}",
      { tables },
    );
    expect(parts).toEqual([]);
    for (const [runId, total] of await runsSeen(connection)) {
      expect(ids(scene, true)).toContain(runId);
      expect(total).toBe(2);
    }

    // What days add up to stays, also when a day is added up anew for the sake of a run that is left on it.
    expect(await daysOf(connection)).toEqual(days);
    for (const day of ["2026-10-01", "2026-10-03", "2026-12-02"])
      await summariseDay(connection, { project: "shop", day });
    expect(await daysOf(connection)).toEqual(days);
    expect(await applyRetention(connection, { now: jobDay })).toEqual({ submissions: 0, months: [] });
  });

  it("stops when it is told to, and goes on the next time", async () => {
    test = await open();
    const { connection } = test.store;
    const scene = await setRetentionScene(test.store);
    const before = await rowsBySubmission(connection);
    const stop = new AbortController();
    const stopping: Connection = {
      ...connection,
      async command(sql, parameters) {
        if (sql.includes("DROP PARTITION")) stop.abort();
        await connection.command(sql, parameters);
      },
    };
    const first = await applyRetention(stopping, { now: jobDay, signal: stop.signal });
    expect(first.submissions).toBeLessThan(ids(scene, false).length);
    const second = await applyRetention(connection, { now: jobDay });
    expect(first.submissions + second.submissions).toBe(ids(scene, false).length);
    expect(await rowsBySubmission(connection)).toEqual(keptOf(before, scene));
  });

  it("knows every table that has rows of submissions", async () => {
    test = await open();
    const found = await test.store.connection.query<{ table: string }>(`
      SELECT DISTINCT table
      FROM system.columns
      WHERE database = currentDatabase() AND name = 'submissionId' AND table IN (
        SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
      )`);
    const facts = ["runMarks", "overrides"];
    expect(found.map(({ table }) => table).toSorted()).toEqual([...tables, ...facts].toSorted());
  });
});

it("a build of which a part was removed is made of the rest when its target gathers builds later", async () => {
  test = await openEmbeddedTestStore();
  const { store } = test;
  const [old, young] = [whose("shop", jobDay - 40 * dayMs), whose("shop", jobDay - 2 * dayMs)];
  for (const [owner, name] of [
    [old, "a"],
    [young, "b"],
  ] as const) {
    await store.append(partOf(owner, [submissionOf(owner, { build: { name: "1.0" } }), resultOf(name), end]));
  }
  await store.settled();
  const key = { project: "shop", target: "unit" };
  const note = { by: "", reason: "" };
  await changeTargetSettings(store.connection, key, { retentionDays: 30, ...note });
  expect(await applyRetention(store.connection, { now: jobDay })).toMatchObject({ submissions: 1 });
  await changeTargetSettings(store.connection, key, { consolidation: true, ...note });
  await store.refresh();
  const { items } = await listRuns(store.connection, { ...key, limit: 10 });
  expect(items).toMatchObject([{ runId: young.submissionId, counts: { passed: 1, total: 1 } }]);
});

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "./connection.ts";
import { changeTargetSettings } from "./facts/targetSettings.ts";
import { migrate } from "./migrate.ts";
import { findRun } from "./queries/findRun.ts";
import { listRunResults } from "./queries/listRunResults.ts";
import { listRuns } from "./queries/listRuns.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { end, partOf, resultOf, submissionOf, whose } from "./testing/submit.ts";

const folder = new URL("./migrations/", import.meta.url);
const project = "old";
const owners = [0, 1].map((index) => whose(project, Date.UTC(2026, 9, 1 + index)));
const failure = { message: "boom" };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The tables as they were before runs were assembled, without anything that came since. */
async function goBack(connection: Connection): Promise<void> {
  const tables = await connection.query<{ name: string }>(`
    SELECT name FROM system.tables WHERE database = currentDatabase()
    ORDER BY engine IN ('MaterializedView', 'View') DESC, name`);
  for (const { name } of tables) await connection.command(`DROP TABLE \`${name}\``);
  const names = (await readdir(folder)).filter((name) => /^000[1-5]_.*\.sql$/.test(name)).sort();
  for (const name of names) {
    const text = await readFile(new URL(name, folder), "utf8");
    for (const statement of text.split(/;[ \t]*(?:\n|$)/).map((each) => each.trim())) {
      if (statement.replace(/^--.*$/gm, "").trim() !== "") await connection.command(statement);
    }
  }
  await connection.command(
    "CREATE TABLE migrations (number UInt32, name String, appliedAt DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY number",
  );
  await connection.command(
    "INSERT INTO migrations (number, name) SELECT number + 1, toString(number + 1) FROM numbers(5)",
  );
}

/** What a server of then wrote: the rows of two runs of one build, and their summaries. */
async function fillOld({ store, dataDirectory }: TestStore): Promise<void> {
  for (const [index, owner] of owners.entries()) {
    const first = submissionOf(owner, { build: { name: "1.0" }, git: { branch: "main" } } as never);
    const failed = resultOf("test_b", index === 0 ? { status: "failed", failure } : {});
    const path = join(dataDirectory, "rows.ndjson");
    await writeFile(path, partOf(owner, [first, resultOf("test_a"), failed, end]).rows);
    await store.connection.insertFile("ingest", path);
    await store.connection.command(
      `
      INSERT INTO runSummaries (
        project, submissionId, submittedAt, summarisedAt, target, branch, buildName, startedAt, lastResultAt,
        lastReceivedAt, ended, passed, failed, runner, recorder, build, git
      )
      SELECT
        project, submissionId, submittedAt, now64(6), target, 'main', '1.0', startedAt, startedAt, startedAt, true,
        {passed:UInt32}, {failed:UInt32}, runner, recorder, build, git
      FROM submissions FINAL
      WHERE submissionId = {submissionId:String}`,
      { submissionId: owner.submissionId, passed: index === 0 ? 1 : 2, failed: index === 0 ? 1 : 0 },
    );
  }
}

describe.each(connections)("a store of an older server over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open({ logger: quiet });
    await goBack(test.store.connection);
    await fillOld(test);
    await migrate(test.store.connection, { apply: true });
  });
  afterAll(() => test.dispose());

  it("keeps its runs and results, which can be read in every way at once", async () => {
    const { connection } = test.store;
    const [old, newer] = owners.map(({ submissionId }) => submissionId) as [string, string];
    const runs = async () => (await listRuns(connection, { project, limit: 10 })).items;
    expect(await runs()).toMatchObject([
      { runId: newer, state: "complete", counts: { passed: 2, total: 2 } },
      { runId: old, state: "complete", counts: { passed: 1, failed: 1, total: 2 }, build: { name: "1.0" } },
    ]);
    const page = await listRunResults(connection, { runId: old, sort: "failures", limit: 10 });
    expect(page?.items).toMatchObject([
      { name: "test_b", outcome: "failed", failure },
      { name: "test_a", outcome: "passed" },
    ]);
    await changeTargetSettings(connection, { project, target: "unit" }, { consolidation: true, by: "", reason: "" });
    expect(await runs()).toMatchObject([{ runId: old, submissionCount: 2, counts: { passed: 1, failed: 1 } }]);
    const interpretation = { failed: "skipped" } as const;
    await changeTargetSettings(connection, { project, target: "unit" }, { interpretation, by: "", reason: "" });
    await test.store.refresh();
    expect(await findRun(connection, { runId: newer })).toMatchObject({ runId: old, counts: { passed: 2, failed: 0 } });
  });

  it("takes new submissions, with what their first records can say now", async () => {
    const owner = whose(project);
    const rerun = { of: owners[1]?.submissionId };
    await test.store.append(partOf(owner, [submissionOf(owner, { rerun } as never), resultOf("test_c"), end]));
    await test.store.settled();
    const run = await findRun(test.store.connection, { runId: owner.submissionId });
    expect(run?.submissions).toMatchObject([{ rerun: false }, { rerun: false }, { rerun: true }]);
  });

  it("shows what another process inserted into its tables", async () => {
    const owner = whose(project, Date.now(), "direct");
    const path = join(test.dataDirectory, "rows.ndjson");
    await writeFile(path, partOf(owner, [submissionOf(owner), resultOf("test_a"), end]).rows);
    await test.store.connection.insertFile("ingest", path);
    expect(await findRun(test.store.connection, { runId: owner.submissionId })).toBeUndefined();
    await test.store.refresh();
    expect(await findRun(test.store.connection, { runId: owner.submissionId })).toMatchObject({
      ...{ state: "complete", counts: { passed: 1, total: 1 } },
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, type Whose, whose } from "../testing/submit.ts";
import { listRunResults } from "./listRunResults.ts";
import { listRuns } from "./listRuns.ts";
import { listTests } from "./listTests.ts";
import { testHistory } from "./testHistory.ts";

const project = "paging";
const day = 86_400_000;
const begin = Date.UTC(2026, 8, 1);
const names = Array.from({ length: 23 }, (_, index) => `test_${index}`);

interface AnyPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

describe.each(connections)("pages over %s", (_, open) => {
  let test: TestStore;
  const runs: Whose[] = [];

  async function addRun(time: number): Promise<Whose> {
    const owner = whose(project, time);
    const results = names.map((name, index) =>
      resultOf(name, {
        ...{ suite: `suite ${index % 2}`, durationMs: (index * 7) % 5 },
        ...(index % 6 === 0 && { status: "failed", failure: { message: "no" } }),
      }),
    );
    await test.store.append(partOf(owner, [submissionOf(owner), ...results, end]));
    await test.store.settled();
    return owner;
  }

  /** Every page of a list, with `between` done after the first. */
  async function walk<Item>(
    ask: (cursor: string | undefined) => Promise<AnyPage<Item> | undefined>,
    between: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(cursor);
      if (page === undefined) throw new Error("there is no such list");
      if (cursor === undefined) await between();
      items.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return items;
  }

  beforeAll(async () => {
    test = await open();
    for (let index = 0; index < 7; index++) runs.push(await addRun(begin + index * day));
  });
  afterAll(() => test.dispose());

  it("of runs show each once, also when runs arrive in between", async () => {
    const wanted = runs.map(({ submissionId }) => submissionId).toReversed();
    const found = await walk(
      (cursor) => listRuns(test.store.connection, { project, limit: 2, cursor }),
      async () => runs.push(await addRun(begin + 30 * day)),
    );
    expect(found.map(({ runId }) => runId)).toEqual(wanted);
  });

  it("of a history show each run once, also when runs arrive in between", async () => {
    const testId = idOf(project, { suite: "suite 1", name: "test_3" });
    const wanted = runs.map(({ submissionId }) => submissionId).toReversed();
    const found = await walk(
      (cursor) => testHistory(test.store.connection, { testId, limit: 3, cursor }),
      async () => runs.push(await addRun(begin + 31 * day)),
    );
    expect(found.map(({ run }) => run.runId)).toEqual(wanted);
  });

  it.each(["failures", "name", "duration"] as const)("of results by %s show each once, in order", async (sort) => {
    const { submissionId: runId } = runs[0] as Whose;
    const whole = await listRunResults(test.store.connection, { runId, sort, limit: 500 });
    expect(whole?.nextCursor).toBeNull();
    expect(whole?.items).toHaveLength(names.length);
    for (const limit of [1, 4, 23]) {
      const found = await walk((cursor) => listRunResults(test.store.connection, { runId, sort, limit, cursor }));
      expect(found).toEqual(whole?.items);
    }
    if (sort !== "duration") return;
    const durations = whole?.items.map(({ durationMs }) => durationMs) ?? [];
    expect(durations).toEqual(durations.toSorted((a, b) => b - a));
  });

  it("of tests show each once, by suite and name, also with a filter", async () => {
    const found = await walk((cursor) => listTests(test.store.connection, { project, limit: 5, cursor }));
    const keys = found.map(({ suite, name }) => `${suite} ${name}`);
    expect(keys).toEqual(names.map((name, index) => `suite ${index % 2} ${name}`).toSorted());
    const some = await walk((cursor) => listTests(test.store.connection, { q: '"SUITE 1 TEST_1"', limit: 2, cursor }));
    expect(some.map(({ name }) => name)).toEqual(["test_1", "test_11", "test_13", "test_15", "test_17", "test_19"]);
  });

  it.each([
    "",
    "x",
    Buffer.from("{}").toString("base64url"),
    Buffer.from("[1]").toString("base64url"),
    Buffer.from('["a","b"]').toString("base64url"),
    Buffer.from('["a\'"').toString("base64url"),
  ])("refuse the cursor %j", async (cursor) => {
    const { submissionId: runId } = runs[0] as Whose;
    const refusal = { code: "cursor-invalid" };
    const question = { limit: 5, cursor };
    await expect(listRuns(test.store.connection, question)).rejects.toMatchObject(refusal);
    await expect(listTests(test.store.connection, question)).rejects.toMatchObject(refusal);
    const results = listRunResults(test.store.connection, { ...question, runId, sort: "failures" });
    await expect(results).rejects.toMatchObject(refusal);
  });
});

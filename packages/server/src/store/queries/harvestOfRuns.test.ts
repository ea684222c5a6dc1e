import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stateRename } from "../facts/testRenames.ts";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, whose } from "../testing/submit.ts";
import { harvestOfRuns } from "./harvestOfRuns.ts";

const project = "harvested";
const names = ["test_old", "test_new"];

describe.each(connections)("what runs found out over %s", (_, open) => {
  let test: TestStore;

  beforeAll(async () => {
    test = await open();
    for (const [index, name] of names.entries()) {
      const owner = whose(project, Date.UTC(2026, 9, 1 + index));
      const told = resultOf(name, { metrics: { accuracy: index } });
      await test.store.append(partOf(owner, [submissionOf(owner), told, end]));
    }
    await test.store.settled();
    const [from, to] = names.map((name) => idOf(project, { suite: "tests.cart", name })) as [string, string];
    await stateRename(test.store.connection, { project, from, to, by: "ada", reason: "" });
  });

  afterAll(() => test.dispose());

  it("is found by the newest name of a test, in runs that knew it by another too", async () => {
    const found = async (q: string) => {
      const { items } = await harvestOfRuns(test.store.connection, { project, runs: 5, q });
      return items.map(({ name, metrics }) => [name, metrics["accuracy"]]);
    };
    const both = [
      ["test_new", 1],
      ["test_new", 0],
    ];
    expect([await found(""), await found("NEW"), await found("test_old")]).toEqual([both, both, []]);
  });
});

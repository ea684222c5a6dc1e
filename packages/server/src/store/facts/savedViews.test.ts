import { savedViewSchema } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { listViews, removeView, saveView } from "./savedViews.ts";

const odd = "it's \\ odd\n\u202eand \u0007long";

describe.each(connections)("saved views over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  it("are kept as they were told, by page and name", async () => {
    const { connection } = test.store;
    const red = await saveView(connection, { page: "runs", name: "red", search: { status: "failed" }, by: "ada" });
    expect(savedViewSchema.parse(red)).toEqual(red);
    expect(red).toMatchObject({ page: "runs", name: "red", search: { status: "failed" }, by: "ada" });
    const query = await saveView(connection, { page: "sql", name: odd, search: { q: `SELECT '${odd}'` }, by: "" });
    const main = await saveView(connection, { page: "runs", name: "Main", search: { branch: "main" }, by: "" });
    expect(await listViews(connection, {})).toEqual([main, red, query]);
    expect(await listViews(connection, { page: "sql" })).toEqual([query]);
  });

  it("are kept anew under their name, and what stood at a time is known", async () => {
    const { connection } = test.store;
    const first = await saveView(connection, { page: "grid", name: "mine", search: { q: "a" }, by: "" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const between = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const again = await saveView(connection, { page: "grid", name: "mine", search: {}, by: "bob" });
    expect(again).toMatchObject({ viewId: first.viewId, search: {}, by: "bob" });
    expect(await listViews(connection, { page: "grid" })).toEqual([again]);
    expect(await listViews(connection, { page: "grid", asof: between })).toEqual([first]);
  });

  it("are taken away, once", async () => {
    const { connection } = test.store;
    const view = await saveView(connection, { page: "trends", name: "gone", search: {}, by: "" });
    const withdrawal = { viewId: view.viewId, by: "bob", reason: "old" };
    expect(await removeView(connection, withdrawal)).toEqual(view);
    expect(await removeView(connection, withdrawal)).toBeUndefined();
    expect(await listViews(connection, { page: "trends" })).toEqual([]);
    const back = await saveView(connection, { page: "trends", name: "gone", search: {}, by: "" });
    expect(await listViews(connection, { page: "trends" })).toEqual([back]);
  });

  it("of one name asked for at once are one", async () => {
    const { connection } = test.store;
    const save = (q: string) => saveView(connection, { page: "harvest", name: "one", search: { q }, by: "" });
    const saved = await Promise.all(["a", "b", "c"].map(save));
    expect(new Set(saved.map(({ viewId }) => viewId)).size).toBe(1);
    expect(await listViews(connection, { page: "harvest" })).toHaveLength(1);
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { EngineError } from "./connection.ts";
import { openEmbeddedTestStore, type TestStore } from "./testing/openTestStore.ts";

let opened: TestStore;
beforeAll(async () => {
  opened = await openEmbeddedTestStore();
});
afterAll(() => opened.dispose());

it("an answer has nothing of the statement before, when that one failed on its way", async () => {
  const { connection } = opened.store;
  // It fails after it has answered many blocks of rows.
  const failing = "SELECT number AS leftOver, throwIf(number = 900000) FROM numbers(1000000)";
  for (let round = 0; round < 8; round++) {
    await expect(connection.query(failing)).rejects.toBeInstanceOf(EngineError);
    expect(await connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  }
});

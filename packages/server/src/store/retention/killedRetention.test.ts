import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { openEmbeddedTestStore, type TestStore } from "../testing/openTestStore.ts";
import { daysOf, keptOf, rowsBySubmission, runsSeen, summariseAllDays } from "../testing/retentionRows.ts";
import { jobDay, setRetentionScene } from "../testing/retentionScene.ts";
import { applyRetention } from "./applyRetention.ts";

let test: TestStore;
afterEach(() => test.dispose());

/** Runs the job in a process that is killed before its n-th statement; false when it ended before that. */
function jobKilledAt(dataDirectory: string, statements: number): Promise<boolean> {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const script = fileURLToPath(new URL("../testing/retainUntilKilled.ts", import.meta.url));
  const options = ["--conditions=@backstory/source", "--import", tsx, script, dataDirectory, String(statements)];
  const child = spawn(process.execPath, options, { stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve) => {
    child.once("close", (_, signal) => resolve(signal === "SIGKILL"));
  });
}

describe("a retention job that is killed with -9", () => {
  it("is finished by the next one, and leaves no run half shown", async () => {
    test = await openEmbeddedTestStore();
    const scene = await setRetentionScene(test.store);
    await summariseAllDays(test.store.connection);
    const before = await rowsBySubmission(test.store.connection);
    const days = await daysOf(test.store.connection);
    for (const statements of [4, 12, 20]) {
      await test.reopen(async () => {
        expect(await jobKilledAt(test.dataDirectory, statements)).toBe(true);
      });
      await test.store.refresh();
      for (const [, total] of await runsSeen(test.store.connection)) expect(total).toBe(2);
    }
    await applyRetention(test.store.connection, { now: jobDay });
    expect(await rowsBySubmission(test.store.connection)).toEqual(keptOf(before, scene));
    expect(await daysOf(test.store.connection)).toEqual(days);
  }, 120_000);
});

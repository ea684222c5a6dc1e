import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HistoryEntry, Page, Rename, Test } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ResultDraft } from "../browser/submission.ts";
import { backstory } from "../support/backstory.ts";
import { recordBuild } from "../support/recordBuild.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-decisions-"));
  server = await startServer(join(folder, "data"));
  // One name is nothing like the other, and one family has a new name in every run.
  for (const [index, name] of ["test_card", "test_plastic", "test_plastic", "test_plastic", "test_plastic"].entries()) {
    const results: ResultDraft[] = [
      { name, status: "passed" },
      { name: "test_stays", status: "passed" },
      { name: "test_order", status: "passed", params: { order: `order-${"abcde"[index]}x`, kind: "big" } },
    ];
    await recordBuild(server, { build: `1.${index}`, minutesAgo: 60 - 10 * index }, results);
  }
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...words: string[]) {
  return backstory(words, { BACKSTORY_URL: server.address });
}

async function buildsOf(testId: string): Promise<string[]> {
  const { items } = await server.get<Page<HistoryEntry>>(`/tests/${testId}/history`);
  return items.map(({ run: { buildName } }) => buildName);
}

describe("a rename", () => {
  test("is stated, undone and stated again, and the history follows", async () => {
    const { items } = await server.get<Page<Test>>("/tests?q=test_plastic");
    const testId = items[0]?.testId as string;
    expect(await buildsOf(testId)).toEqual(["1.4", "1.3", "1.2", "1.1"]);

    const added = await run("rename", "add", "test_card", "test_plastic", "--by=ada", "--reason=the same", "--json");
    expect(added.stderr).toBe("");
    const stated = JSON.parse(added.stdout) as Rename;
    expect(stated).toMatchObject({ state: "accepted", by: "ada", reason: "the same" });
    expect(await buildsOf(testId)).toEqual(["1.4", "1.3", "1.2", "1.1", "1.0"]);
    expect((await run("rename", "list", "--state=accepted")).stdout).toMatch(
      /accepted .+test_card +.+test_plastic +ada/,
    );

    const undone = await run("rename", "undo", stated.renameId, "--by=bob");
    expect(undone).toMatchObject({
      status: 0,
      stdout: "tests.test_shop > test_card → tests.test_shop > test_plastic is undone.\n",
    });
    expect(await buildsOf(testId)).toEqual(["1.4", "1.3", "1.2", "1.1"]);
    expect((await run("rename", "accept", stated.renameId)).stdout).toMatch(/ is accepted\.\n$/);
    expect(await buildsOf(testId)).toEqual(["1.4", "1.3", "1.2", "1.1", "1.0"]);
  });

  test("that cannot be decided so is told so, and one that is not there", async () => {
    const { items } = await server.get<Page<Rename>>("/renames?state=accepted");
    const refused = await run("rename", "refuse", items[0]?.renameId as string);
    expect([refused.status, refused.stdout]).not.toEqual([0, ""]);
    expect((await run("rename", "accept", "00000000-0000-0000-0000-000000000000")).status).toBe(4);
    expect((await run("rename", "add", "test_nowhere", "test_plastic")).status).toBe(4);
  });
});

test("names that are new in every run are told, with the parameter to blame", async () => {
  const { stdout } = await run("stats", "churn");
  expect(stdout).toMatch(/^ *5 +5 +shop\/unit +tests\.test_shop +test_order +order +/m);
  expect(stdout).not.toContain("test_stays");
});

test("a target is deleted, with its runs, by its name", async () => {
  await recordBuild(server, { build: "9", minutesAgo: 1, target: "gone" }, [{ name: "test_it", status: "passed" }]);
  expect((await run("target", "delete", "shop/gone", "--by=ada", "--reason=moved")).stdout).toBe(
    "shop/gone is deleted.\n",
  );
  expect((await run("runs", "--target=gone")).stdout).toBe("There are no runs.\n");
  expect((await run("show", "latest:gone")).status).toBe(4);
  expect((await run("target", "audit", "shop/gone")).stdout).toMatch(/ada +target-deleted .+moved/);
  expect((await run("target", "list")).stdout).not.toContain("shop/gone");
  expect((await run("target", "delete", "shop/never")).status).toBe(4);
  expect((await run("show", "latest:unit")).stdout).toContain("build    1.4");
});

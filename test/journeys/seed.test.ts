import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page, Run, Test, TestDetail } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";
import { userEnvironment } from "../support/userEnvironment.ts";

let data: string;
let server: ServerProcess;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "backstory-seed-"));
  server = await startServer(data);
});

afterAll(async () => {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

async function seed(scenario: string): Promise<void> {
  const args = [join(root, "scripts/seed.mjs"), scenario, "--url", server.address];
  await promisify(execFile)(process.execPath, args, { env: userEnvironment() });
}

test("npm run seed posts a history with a regression that some tests come out of again", async () => {
  await seed("regression");
  const runsOf = async () => (await server.get<Page<Run>>("/runs?target=regression&limit=100")).items;
  await expect
    .poll(async () => (await runsOf()).map(({ state }) => state), { timeout: 60_000 })
    .toEqual(Array(40).fill("complete"));
  expect((await runsOf())[0]?.counts).toMatchObject({ failed: 9, total: 300 });
  const { items } = await server.get<Page<Test>>("/tests?project=seed&q=test_case_32&limit=5");
  const story = await server.get<TestDetail>(`/tests/${items[0]?.testId}`);
  expect(story.failingSince).toMatchObject({ runs: 11, firstFailure: { buildName: "2.28", branch: "main" } });
});

test("npm run seed posts a run without results", async () => {
  await seed("empty");
  await expect
    .poll(async () => (await server.get<Page<Run>>("/runs?target=empty")).items, { timeout: 60_000 })
    .toMatchObject([{ status: "empty", state: "complete", counts: { total: 0 } }]);
});

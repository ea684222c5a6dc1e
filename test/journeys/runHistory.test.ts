import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page, Run } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunnerProject, runnerProject } from "../support/runnerProject.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";
import { backstoryProgram } from "../support/vitestProject.ts";

vi.setConfig({ testTimeout: 120_000 });

const files = {
  "cart.test.mjs": `
    import { test } from "node:test"; import { existsSync, writeFileSync } from "node:fs";
    test("is mended", () => { if (existsSync("mended")) return; writeFileSync("mended", ""); throw new Error("not yet"); });
    test("adds", () => {});`,
};

let folder: string;
let server: ServerProcess;
let project: RunnerProject;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-run-history-"));
  server = await startServer(join(folder, "data"));
  project = runnerProject(files);
});

afterAll(async () => {
  await server.stop();
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

test("what was run again is one run, in which a test is flaky, and the command says where", async () => {
  const env = { BACKSTORY_URL: server.address, BACKSTORY_TARGET: "again", BACKSTORY_WAIT_SECONDS: "30" };
  const command = [process.execPath, "--test", "cart.test.mjs"];
  const { status, stderr } = await project.run([backstoryProgram, "run", "--rerun-failed=1", "--", ...command], {
    env,
  });
  expect(status, stderr).toBe(0);
  const told = /^Backstory: recorded 3 results at (\S+)\/runs\/(\w{26})$/m.exec(stderr);
  expect(told?.[1], stderr).toBe(server.address.replace(/\/$/, ""));
  const runs = async () => (await server.get<Page<Run>>("/runs?target=again")).items;
  await expect.poll(runs, { timeout: 30_000 }).toMatchObject([{ counts: { passed: 1, flaky: 1, total: 2 } }]);
  const [run] = await runs();
  expect(run).toMatchObject({ runId: told?.[2], state: "complete" });
  expect(project.spooled()).toEqual([]);
});

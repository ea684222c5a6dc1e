import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page, ResultDetail, Run, RunResult } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";
import { userEnvironment } from "../support/userEnvironment.ts";

const python = process.env["BACKSTORY_PYTHON"] ?? join(root, ".venvs/pytest-newest/bin/python");
const client = join(root, "packages/client/dist/cli/main.js");
const source = `
def test_draws(backstory_attach, record_event, tmp_path):
    record_event("opened", {"page": "/"})
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        path = tmp_path / place / "same.txt"
        path.write_text(place)
        backstory_attach(path)
    record_event("closed")
`;

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-attachments-"));
  writeFileSync(join(folder, "test_it.py"), source);
  server = await startServer(join(folder, "data"));
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("what pytest attached without a server is delivered later, once, byte by byte", async () => {
  const spool = join(folder, "spool");
  const env = { ...userEnvironment(), PYTHONPATH: join(root, "python/src"), BACKSTORY_SPOOL: spool };
  const pytest = ["-m", "pytest", "-p", "pytest_backstory.plugin", "--backstory-url=http://127.0.0.1:9"];
  const recorded = await promisify(execFile)(python, pytest, { cwd: folder, env });
  expect(recorded.stderr).toMatch(/7 of 7 records and 2 attachments were not sent/);

  for (const _ of ["deliver", "find nothing more to deliver"]) {
    await promisify(execFile)(process.execPath, [client, "flush"], { env: { ...env, BACKSTORY_URL: server.address } });
    expect(readdirSync(spool)).toEqual([]);
  }

  // What is acknowledged can be asked for a little later.
  const runId = await vi.waitFor(async () => {
    const { items } = await server.get<Page<Run>>("/runs");
    expect(items).toMatchObject([{ state: "complete" }]);
    return (items as [Run])[0].runId;
  }, 30_000);
  const results = await server.get<Page<RunResult>>(`/runs/${runId}/results`);
  const shown = await server.get<ResultDetail>(`/runs/${runId}/results/${results.items[0]?.testId}`);
  const [attempt] = shown.attempts;
  expect(attempt?.events.map(({ seq, name }) => [seq, name])).toEqual([
    [0, "opened"],
    [1, "closed"],
  ]);
  expect(attempt?.attachments.map(({ name }) => name)).toEqual(["same.txt", "same.txt"]);
  for (const [index, text] of ["one", "two"].entries()) {
    const sha256 = attempt?.attachments[index]?.sha256;
    expect(sha256).toBe(createHash("sha256").update(text).digest("hex"));
    const bytes = await fetch(`${server.address}/api/v1/attachments/${sha256}`);
    expect(await bytes.text()).toBe(text);
  }
});

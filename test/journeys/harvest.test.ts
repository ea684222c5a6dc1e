import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page, Run, SynthesisRow, TestMetric } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";
import { userEnvironment } from "../support/userEnvironment.ts";

const python = process.env["BACKSTORY_PYTHON"] ?? join(root, ".venvs/pytest-newest/bin/python");
const client = join(root, "packages/client/dist/cli/main.js");
const runIds: string[] = [];

let folder: string;
let server: ServerProcess;

/** The benchmark among the examples, recorded twice by a real pytest. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-harvest-"));
  server = await startServer(join(folder, "data"));
  for (const build of ["1.0", "1.1"]) {
    const env = {
      ...userEnvironment(),
      PYTHONPATH: join(root, "python/src"),
      PYTHONDONTWRITEBYTECODE: "1",
      BACKSTORY_SPOOL: join(folder, "spool"),
    };
    const words = ["-m", "pytest", "-p", "pytest_backstory.plugin", "-p", "no:cacheprovider"];
    const where = [`--backstory-url=${server.address}`, `--backstory-build-name=${build}`];
    await promisify(execFile)(python, [...words, ...where], { cwd: join(root, "examples/harvest"), env });
  }
  // What is acknowledged can be asked for a little later.
  const runs = await vi.waitFor(async () => {
    const { items } = await server.get<Page<Run>>("/runs");
    expect(items.map(({ state }) => state)).toEqual(["complete", "complete"]);
    return items;
  }, 30_000);
  runIds.push(...runs.map(({ runId }) => runId));
}, 120_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function backstory(...words: string[]) {
  const env = { ...userEnvironment(), BACKSTORY_URL: server.address, HOME: folder };
  return await promisify(execFile)(process.execPath, [client, ...words], { env }).catch(
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}

test("the API has a run's synthesis, page by page, and the history of each metric", async () => {
  const first = await server.get<Page<SynthesisRow>>(`/runs/${runIds[0]}/synthesis?limit=4`);
  expect(first.items).toHaveLength(4);
  const rest = await server.get<Page<SynthesisRow>>(`/runs/${runIds[0]}/synthesis?cursor=${first.nextCursor}`);
  const rows = [...first.items, ...rest.items];
  expect(rows).toHaveLength(10);
  const row = rows.find(({ displayName }) => displayName === "test_accuracy[rings-5]");
  expect(row?.params).toEqual({ dataset: "rings", voters: 5 });
  expect(row?.metrics["points"]).toBe(80);
  expect(row?.metrics["accuracy"]).toBeGreaterThan(0.8);

  const metric = await server.get<TestMetric>(`/tests/${row?.testId}/metrics?name=accuracy`);
  expect(metric.names).toEqual(["accuracy", "points"]);
  expect(metric.items.map(({ run, outcome, value }) => [run.runId, run.buildName, outcome, value])).toEqual([
    [runIds[0], "1.1", "passed", row?.metrics["accuracy"]],
    [runIds[1], "1.0", "passed", row?.metrics["accuracy"]],
  ]);
});

test("who asks for a run or a test that is not there is told so", async () => {
  for (const path of [
    "/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV/synthesis",
    `/tests/${"0".repeat(8)}-0000-8000-8000-${"0".repeat(12)}/metrics`,
  ]) {
    const answer = await fetch(`${server.address}/api/v1${path}`);
    expect([path, answer.status]).toEqual([path, 404]);
  }
});

describe("backstory harvest", () => {
  test("prints a row a test, and a pivot of them", async () => {
    const { stdout } = await backstory("harvest", "latest");
    expect(stdout.split("\n")[0]).toMatch(/^OUTCOME +SUITE +NAME +DURATION +.*voters.*accuracy +points/);
    expect(stdout.trim().split("\n")).toHaveLength(11);

    const pivot = await backstory("harvest", "build:1.0", "--csv", "--pivot", "dataset", "voters", "accuracy");
    const [head, ...rows] = pivot.stdout.trim().split("\r\n");
    expect(head).toBe("dataset,1,5,15");
    expect(rows.map((row) => row.split(",")[0])).toEqual(["blobs", "noise", "rings"]);
    expect(
      rows.every((row) =>
        row
          .split(",")
          .slice(1)
          .every((cell) => Number(cell) > 0.4 && Number(cell) <= 1),
      ),
    ).toBe(true);
  });

  test("says what is wrong with fields that are not three", async () => {
    const answer = await backstory("harvest", "latest", "--pivot", "dataset", "voters");
    expect(answer.stderr).toMatch(/--pivot takes three fields/);
    expect((answer as { code?: number }).code).toBeGreaterThan(0);
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Counts, Page, Run } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { recordRun } from "../support/recordRun.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";

const python = process.env["BACKSTORY_PYTHON"] ?? join(root, ".venvs/pytest-newest/bin/python");
const vitest = [process.execPath, join(root, "node_modules/vitest/vitest.mjs"), "run"];

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-counts-"));
  server = await startServer(join(folder, "data"));
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Records one run to a target of its own and answers it once it is complete. */
async function recorded(command: readonly string[], suite: string, target: string): Promise<Run> {
  const env = { BACKSTORY_URL: server.address, BACKSTORY_TARGET: target, BACKSTORY_SPOOL: join(folder, "spool") };
  const { status, stderr } = await recordRun(command, suite, { ...env, EXAMPLE_REGRESSION: "1" });
  expect(status, stderr).toBe(1);
  await expect.poll(() => newest(target), { timeout: 10_000 }).toMatchObject({ state: "complete" });
  return (await newest(target)) as Run;
}

async function newest(target: string): Promise<Run | undefined> {
  return (await server.get<Page<Run>>(`/runs?target=${target}`)).items[0];
}

/** pytest's own counts: a test with a teardown error stands twice in JUnit XML, as its result and as an error. */
function junitCounts(file: string): Partial<Counts> {
  const cases = [...readFileSync(file, "utf8").matchAll(/<testcase ([^>]*?)(\/>|>(.*?)<\/testcase>)/gs)];
  const worst = new Map<string, string>();
  const rank = ["passed", "skipped", "failed", "broken"];
  for (const [, attributes = "", , body = ""] of cases) {
    const status = /<error/.test(body)
      ? "broken"
      : /<failure/.test(body)
        ? "failed"
        : /<skipped/.test(body)
          ? "skipped"
          : "passed";
    const key = attributes.replace(/ time="[^"]*"/, "");
    const known = worst.get(key) ?? "passed";
    worst.set(key, rank.indexOf(status) > rank.indexOf(known) ? status : known);
  }
  const of = (status: string) => [...worst.values()].filter((value) => value === status).length;
  return {
    passed: of("passed"),
    failed: of("failed"),
    broken: of("broken"),
    skipped: of("skipped"),
    total: worst.size,
  };
}

/** The counts of a run with flaky tests among the passed, as a runner that does not know the word counts them. */
function withoutFlaky({ flaky, passed, ...rest }: Counts): Partial<Counts> {
  return { ...rest, passed: passed + flaky };
}

describe("the counts of the example suites equal those of the runner's own report", () => {
  test.each([
    ["pytest in one process", "pytest-single", []],
    ["pytest under xdist", "pytest-xdist", ["-n", "2"]],
  ])("%s", async (_, target, args) => {
    const junit = join(folder, `${target}.xml`);
    const run = await recorded(
      [python, "-m", "pytest", "-q", ...args, `--junit-xml=${junit}`],
      "examples/pytest",
      target,
    );
    expect(withoutFlaky(run.counts)).toEqual(junitCounts(junit));
    expect(run.counts).toMatchObject({ skipped: expect.toSatisfy((skipped: number) => skipped > 0) });
    expect(run.counts.failed).toBeGreaterThan(0);
    expect(run.counts.broken).toBeGreaterThan(1);
  });

  test("Vitest", async () => {
    const json = join(folder, "vitest.json");
    const run = await recorded(
      [...vitest, "--reporter=default", "--reporter=json", `--outputFile.json=${json}`],
      "examples/vitest",
      "vitest",
    );
    const own = JSON.parse(readFileSync(json, "utf8")) as {
      numTotalTests: number;
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numTodoTests: number;
    };
    const { failed, broken, ...rest } = withoutFlaky(run.counts) as Counts;
    expect({ ...rest, failing: failed + broken }).toEqual({
      total: own.numTotalTests,
      passed: own.numPassedTests,
      failing: own.numFailedTests,
      skipped: own.numPendingTests + own.numTodoTests,
    });
  });
});

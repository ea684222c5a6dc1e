import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ListedFamily, ListedTests, Page, SearchValues, TestGrid } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { postRecords, untilShown } from "../browser/postRecords.ts";
import { type ResultDraft, submission } from "../browser/submission.ts";
import { backstory } from "../support/backstory.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";

// Each command is a process, and a machine that tests other things too takes its time for that.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-search-"));
  server = await startServer(join(folder, "data"));
  for (const [age, branch] of ["feature/x", "main", "main", "main"].entries()) await record(4 - age, branch);
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The discount fails in the newest run alone; prices of three currencies are one family. */
async function record(age: number, branch: string): Promise<void> {
  const results: ResultDraft[] = [
    ...["EUR", "USD", "GBP"].map(
      (currency): ResultDraft => ({ name: "test_price", params: { currency }, status: "passed", durationMs: 5 }),
    ),
    {
      name: "test_discount",
      status: age === 1 ? "failed" : "passed",
      labels: { feature: ["cart"] },
      durationMs: 2_000,
    },
  ];
  const { submissionId, lines } = submission(age * 10, { target: "unit", git: { branch } }, results);
  await postRecords(server.address, submissionId, lines);
  await untilShown(server.address, submissionId, results.length);
}

const names = ({ items }: Pick<ListedTests, "items">) => items.map(({ name }) => name);
const ask = (q: string) => server.get<ListedTests>(`/tests?q=${encodeURIComponent(q)}`);

describe("a search", () => {
  test.each([
    ["status:failed", ["test_discount"]],
    ["seq(P,F) duration>1s", ["test_discount"]],
    ["-discount", ["test_price", "test_price", "test_price"]],
    ["label:feature=cart or USD", ["test_discount", "test_price"]],
    ["branch:feature/x status:failed", []],
    ["runs=1 branch:feature/x discount", ["test_discount"]],
  ])("%s finds %j in the API and on the command line", async (search, wanted) => {
    expect(names(await ask(search))).toEqual(wanted);
    const told = await backstory(["tests", "--json", "--", search], { BACKSTORY_URL: server.address });
    expect(names(JSON.parse(told.stdout))).toEqual(wanted);
  });

  test("tells what each test did in each run, newest first", async () => {
    const { items, runs } = await ask("discount");
    expect(items).toMatchObject([{ cells: "FPPP", runs: 4, fails: 1, flips: 1, passRate: 0.75, p50Ms: 2_000 }]);
    expect(runs.map(({ branch }) => branch)).toEqual(["main", "main", "main", "feature/x"]);
  });

  test("that cannot be read is refused with its place, on the command line too", async () => {
    const answer = await fetch(`${server.address}/api/v1/tests?q=status:fine`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "search-invalid", at: 0, end: 11 });
    const told = await backstory(["tests", "a", "(b"], { BACKSTORY_URL: server.address });
    expect(told).toMatchObject({ status: 2, stdout: "" });
    expect(told.stderr).toContain("A bracket is not closed (at character 3 of the search)");
  });

  test("prints a strip with the newest run at the right", async () => {
    const { stdout } = await backstory(["tests", "--sort", "rate"], { BACKSTORY_URL: server.address, COLUMNS: "140" });
    expect(stdout.split("\n")[1]).toMatch(/^failed .*test_discount +PPPF +4 +75\.0 % +1 +0 +1 +2\.0 s/);
  });
});

test("families add up their tests that fit", async () => {
  const { items } = await server.get<Page<ListedFamily>>("/families?sort=status");
  expect(items).toMatchObject([
    { name: "test_discount", tests: 1, failing: 1, fails: 1, runs: 4 },
    { name: "test_price", tests: 3, failing: 0, fails: 0, runs: 12, passRate: 1, p50Ms: 5 },
  ]);
  const some = await server.get<Page<ListedFamily>>("/families?q=EUR%20or%20USD");
  expect(some.items).toMatchObject([{ name: "test_price", tests: 2, runs: 8 }]);
});

test("the grid has a letter for each test and run", async () => {
  const { tests, runs, leftOut } = await server.get<TestGrid>("/grid?runs=3");
  expect(tests.map(({ name, params, cells }) => `${name} ${params} ${cells}`)).toEqual([
    "test_discount  FPP",
    ...["EUR", "GBP", "USD"].map((currency) => `test_price {"currency":"${currency}"} PPP`),
  ]);
  expect([runs.length, leftOut]).toEqual([3, 0]);
});

test.each([
  ["branch", "", ["main", "feature/x"]],
  ["branch", "FEAT", ["feature/x"]],
  ["target", "", ["unit"]],
  ["suite", "shop", ["tests.test_shop"]],
  ["label", "feature", ["feature", "feature=cart"]],
  ["assignee", "", []],
])("values of %s with '%s' are %j", async (field, q, wanted) => {
  const { items } = await server.get<SearchValues>(`/search/values?field=${field}&q=${q}`);
  expect(items.map(({ value }) => value)).toEqual(wanted);
});

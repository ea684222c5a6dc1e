import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  churnSchema,
  type FailingTest,
  type Family,
  failingTestSchema,
  familySchema,
  type HistoryEntry,
  newSubmissionId,
  type Page,
  type Rename,
  type RenameDetail,
  renameDetailSchema,
  type Test,
} from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { endLine, resultLine, submissionLine } from "../testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;
let minute = 0;
const name = `adds "two" items, it's $5 (net)`;
const file = "cart.test.mjs";

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

/** Posts a run, and waits until it can be seen. */
async function record(project: string, results: readonly object[], first: object = {}): Promise<void> {
  const submissionId = await post(project, results, first);
  const run = () => server.json(`/api/v1/runs/${submissionId}`);
  await vi.waitFor(async () => expect((await run()).httpStatus).toBe(200), patiently);
}

async function post(project: string, results: readonly object[], first: object = {}): Promise<string> {
  minute += 1;
  const submissionId = newSubmissionId(Date.UTC(2026, 9, 1) + minute * 60_000);
  const begun = submissionLine(submissionId, { project, target: "unit", git: { branch: "main" }, ...first });
  await server.post(submissionId, 0, [begun, ...results, endLine()]);
  return submissionId;
}

function send<Answer>(path: string, body: object): Promise<Answer & { httpStatus: number }> {
  const headers = { "content-type": "application/json" };
  return server.json(`/api/v1${path}`, { method: "POST", body: JSON.stringify(body), headers });
}

describe("a test that broke some commits ago", () => {
  let folder: string;
  const commits: string[] = [];

  function inRepository(...words: string[]): string {
    const person = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"];
    return execFileSync("git", [...person, ...words], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "backstory-bisect-"));
    inRepository("init", "--initial-branch=main");
    for (let number = 0; number < 8; number++) {
      const body = `import test from "node:test";
        test(${JSON.stringify(name)}, () => { if (${number} >= 5) throw new Error("adds up to ${number}"); });
        test("other", () => { throw new Error("always"); });`;
      writeFileSync(join(folder, file), body);
      inRepository("add", ".");
      inRepository("commit", `--message=change ${number}`);
      commits.push(inRepository("rev-parse", "HEAD"));
    }
    for (const number of [0, 2, 6, 7]) {
      const status = number >= 5 ? "failed" : "passed";
      const failure = number >= 5 ? { failure: { type: "Error", message: `adds up to ${number}\nat x` } } : {};
      await record("bisected", [resultLine(1, { name, suite: file, file, status, ...failure })], {
        ...{ runner: { name: "node:test" }, git: { branch: "main", commit: commits[number] } },
      });
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is told with both ends, and with a line that finds the commit", async () => {
    const { items } = await server.json<Page<FailingTest>>("/api/v1/failing?project=bisected");
    const [failing] = items.map((item) => failingTestSchema.parse(item)) as [FailingTest];
    expect(items).toHaveLength(1);
    expect(failing).toMatchObject({ name, target: "unit", branch: "main", outcome: "failed", runs: 2 });
    expect([failing.lastPass, failing.firstFailure, failing.lastFailure].map((run) => run?.commit)).toEqual(
      [2, 6, 7].map((number) => commits[number]),
    );
    expect(failing.failure).toMatchObject({ type: "Error", message: "adds up to 7" });
    const env = { ...process.env };
    delete env["NODE_TEST_CONTEXT"];
    const found = execFileSync("sh", ["-c", failing.bisect ?? "false"], {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
      env,
    });
    expect(found).toContain(`${commits[5]} is the first bad commit`);
  });
});

describe("a history", () => {
  let testId: string;

  beforeAll(async () => {
    const result = (more: object) => resultLine(1, { metrics: { rows: 7 }, params: { n: 1 }, ...more });
    await record("filtered", [result({})], { variant: { os: "linux", browser: "webkit" } });
    await record("filtered", [result({ status: "failed", failure: { message: "no" } })], { variant: { os: "mac" } });
    await record("filtered", [result({ status: "skipped" })], { git: { branch: "feature" }, target: "browser" });
    const { items } = await server.json<Page<Test>>("/api/v1/tests?project=filtered");
    testId = items[0]?.testId ?? "";
  });

  test.each([
    ["", ["skipped", "failed", "passed"]],
    ["?target=browser", ["skipped"]],
    ["?branch=main", ["failed", "passed"]],
    ["?status=passed,skipped", ["skipped", "passed"]],
    ["?variant=os%3Dlinux&variant=browser%3Dwebkit", ["passed"]],
    ["?variant=os%3Dlinux&variant=browser%3Dfirefox", []],
    ["?since=2026-10-02", []],
    ["?until=2026-10-02", ["skipped", "failed", "passed"]],
    ["?asof=2026-09-30T00:00:00Z", []],
  ])("asked for %s has the runs %s", async (query, outcomes) => {
    const { items } = await server.json<Page<HistoryEntry>>(`/api/v1/tests/${testId}/history${query}`);
    expect(items.map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  test("has what each result had besides", async () => {
    const { items } = await server.json<Page<HistoryEntry>>(`/api/v1/tests/${testId}/history?branch=main`);
    const wanted = { testId, params: { n: 1 }, metrics: { rows: 7 } };
    expect(items).toMatchObject([
      { ...wanted, variant: { os: "mac" }, message: "no" },
      { ...wanted, variant: { os: "linux", browser: "webkit" }, message: "" },
    ]);
  });

  test("does not take another word for an outcome", async () => {
    expect((await server.json(`/api/v1/tests/${testId}/history?status=green`)).httpStatus).toBe(400);
  });
});

describe("a rename", () => {
  test("is stated, told with its audit, undone, and takes the family along meanwhile", async () => {
    const cases = (title: string) => [1, 2].map((n) => resultLine(n, { name: title, params: { n } }));
    await record("renamed", cases("test_old"));
    await record("renamed", cases("test_new"));
    const { items } = await server.json<Page<Test>>("/api/v1/tests?project=renamed");
    const at = (title: string, n: number) =>
      items.find((each) => each.name === title && each.params["n"] === n) as Test;
    const [from, to] = [at("test_old", 1), at("test_new", 1)];
    const { httpStatus, ...made } = await send<RenameDetail>("/renames", {
      from: from.testId,
      to: to.testId,
      by: "ada",
    });
    expect(httpStatus).toBe(201);
    expect(renameDetailSchema.parse(made)).toMatchObject({ state: "accepted", by: "ada", from: { name: "test_old" } });

    const family = await server.json<Family>(`/api/v1/families/${from.familyId}`);
    expect(
      familySchema
        .parse(family)
        .items.map(({ testId }) => testId)
        .toSorted(),
    ).toEqual([to.testId, at("test_old", 2).testId].toSorted());
    expect(family.tests).toBe(2);
    expect((await server.json<Test>(`/api/v1/tests/${from.testId}`)).testId).toBe(to.testId);
    expect((await server.json<Page<Test>>("/api/v1/tests?project=renamed")).items).toHaveLength(3);
    expect((await send("/renames", { from: to.testId, to: from.testId })).httpStatus).toBe(409);

    const undone = await send<RenameDetail>(`/renames/${made.renameId}/undo`, { by: "bob", reason: "two tests" });
    expect(undone.changes.map(({ state, by }) => [state, by])).toEqual([
      ["undone", "bob"],
      ["accepted", "ada"],
    ]);
    expect((await server.json<Test>(`/api/v1/tests/${from.testId}`)).testId).toBe(from.testId);
    const list = await server.json<Page<Rename>>(`/api/v1/renames?project=renamed&testId=${from.testId}&state=undone`);
    expect(list.items.map(({ renameId }) => renameId)).toEqual([made.renameId]);
    const again = await server.json(`/api/v1/renames/${made.renameId}/accept`, { method: "POST" });
    expect(again).toMatchObject({ httpStatus: 200, state: "accepted" });
  });

  test("needs tests and renames that there are", async () => {
    const nobody = "00000000-0000-0000-0000-000000000000";
    expect((await send("/renames", { from: nobody, to: nobody })).httpStatus).toBe(404);
    expect((await send(`/renames/${nobody}/accept`, {})).httpStatus).toBe(404);
    expect((await server.json(`/api/v1/renames/${nobody}`)).httpStatus).toBe(404);
    expect((await server.json(`/api/v1/families/${nobody}`)).httpStatus).toBe(404);
  });
});

test("names that are new in every run are told with the parameter to blame", async () => {
  for (let run = 0; run < 6; run++) {
    const stable = resultLine(9, { name: "test_stable", params: { n: 1 } });
    await post("churning", [stable, resultLine(1, { name: "test_order", params: { id: 1_000 + run, mode: "a" } })]);
  }
  const churn = () => server.json<Page<unknown>>("/api/v1/churn?project=churning");
  await vi.waitFor(async () => expect((await churn()).items).toMatchObject([{ runs: 6 }]), patiently);
  const { items } = await churn();
  expect(items.map((item) => churnSchema.parse(item))).toMatchObject([
    { target: "unit", name: "test_order", param: "id", runs: 6, names: 6, examples: expect.arrayContaining(["1003"]) },
  ]);
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { postRecords, untilShown } from "../browser/postRecords.ts";
import { type ResultDraft, submission } from "../browser/submission.ts";
import { backstory } from "../support/backstory.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";

const hostile = '\u001b[31mtest_red\u001b[0m\u202e,"=x|y\n';
const failure = { type: "AssertionError", message: "assert 89.99 == 90.0", trace: "tests/test_shop.py:3" };
const passing: ResultDraft[] = [
  { name: "test_total", status: "passed" },
  { name: hostile, status: "passed" },
];
const flaky: ResultDraft[] = [
  { name: "test_stock", status: "failed", attempt: 1, resultId: "s1", failure },
  { name: "test_stock", status: "passed", attempt: 2, resultId: "s2" },
];

// Each command is a process, and a machine that tests other things too takes its time for that.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let server: ServerProcess;
const runs: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-commands-"));
  server = await startServer(join(folder, "data"));
  await record("1.0", [...passing, { name: "test_discount", status: "passed" }]);
  await record("1.1", [
    ...passing,
    { name: "test_discount", status: "failed", failure, file: "tests/test_shop.py", line: 7 },
  ]);
  await record("1.2", [
    ...passing,
    { name: "test_discount", status: "failed", failure, file: "tests/test_shop.py", line: 7 },
  ]);
  await record("1.3", [...passing, ...flaky]);
  await record("2.0", passing, { target: "slow", hasEnd: false });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function record(build: string, results: readonly ResultDraft[], { target = "unit", hasEnd = true } = {}) {
  const minutesAgo = 100 - 10 * Object.keys(runs).length;
  const first = { target, build: { name: build }, git: { branch: "main", commit: `c0ffee${build.replace(".", "0")}` } };
  const { submissionId, lines } = submission(minutesAgo, first, results, hasEnd);
  await postRecords(server.address, submissionId, lines);
  await untilShown(server.address, submissionId, new Set(results.map(({ name }) => name)).size);
  runs[build] = submissionId;
}

async function run(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return backstory(words, { BACKSTORY_URL: server.address, ...env });
}

describe("a list", () => {
  test("is a table that fits the terminal, and says in words what it says in colours", async () => {
    const narrow = await run(["show", runs["1.1"] as string, "--all"], { COLUMNS: "60" });
    for (const line of narrow.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
    expect(narrow.stdout).toMatch(/^failed +12 ms +tests/m);
    const painted = await run(["show", runs["1.1"] as string], { FORCE_COLOR: "1" });
    expect(painted.stdout).toContain("\u001b[31mfailed\u001b[39m");
  });

  test("shows names of any origin without obeying them", async () => {
    const { stdout } = await run(["show", runs["1.0"] as string, "--all"]);
    expect(stdout).toContain('test_red<U+202E>,"=x|y␊');
    expect(stdout).not.toContain("\u001b");
    const csv = await run(["show", runs["1.0"] as string, "--all", "--csv"]);
    expect(csv.stdout).toMatch(/^outcome,rawStatus,attempts,durationMs,suite,name,message,testId\r\n/);
    expect(csv.stdout).toContain('""=x|y\n"');
    const md = await run(["show", runs["1.0"] as string, "--all", "--md"]);
    expect(md.stdout).toContain('test\\_red&lt;U+202E&gt;,"=x\\|y␊');
  });

  test("is printed in one format", async () => {
    expect(await run(["runs", "--csv", "--md"])).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("backstory run", () => {
  test("shows the run that a single word means, and runs any other command", async () => {
    expect((await run(["run", runs["1.2"] as string])).stdout).toMatch(/^id +\w{26}\ntarget +shop\/unit$/m);
    expect((await run(["run", "latest:unit", "--limit=5"])).stdout).toContain("build    1.3");
    expect(JSON.parse((await run(["run", "--json", "latest:unit"])).stdout)).toMatchObject({
      run: { runId: runs["1.3"] },
    });
    const { status, stdout } = await run(["run", "--", process.execPath, "-p", "'recorded'"]);
    expect([status, stdout]).toEqual([0, "recorded\n"]);
  });
});

describe("backstory gate", () => {
  test.each<[string, string[], number, RegExp]>([
    ["passes a build of which every test passed", ["--build=1.0"], 0, /build 1\.0, run \w+ passes\./],
    [
      "stops a build with a failing test, and names it",
      ["--build=1.1"],
      1,
      /2 of 3 passed, 1 failed\.\n[\s\S]+test_discount/,
    ],
    ["passes what failed before", ["--build=1.2", "--only-new-failures"], 0, /passes\./],
    [
      "stops what fails against an older build",
      ["--build=1.2", "--against=build:1.0"],
      1,
      /1 test fails that did not before \(1\.0\)/,
    ],
    ["stops a flaky build", ["--build=1.3"], 1, /1 flaky/],
    ["passes a flaky build where that is allowed", ["--build=1.3", "--allow-flaky"], 0, /passes/],
    ["stops a run that has no end", ["latest:slow"], 1, /not complete \(passed, running/],
    ["passes it where that is allowed", ["latest:slow", "--allow-incomplete"], 0, /passes/],
  ])("%s", async (_, words, status, output) => {
    const answer = await run(["gate", ...words]);
    expect(answer.stderr).toBe("");
    expect([answer.status, answer.stdout]).toEqual([status, expect.stringMatching(output)]);
  });

  test("tells a build that is not there, and a server that is not there, from a gate that is closed", async () => {
    expect((await run(["gate", "--build=9"])).status).toBe(4);
    expect((await run(["gate", "--build=1.0", "--url=http://127.0.0.1:9"])).status).toBe(3);
    expect((await run(["gate", "--wait=soon"])).status).toBe(2);
  });

  test("waits for a run to come and to be complete", async () => {
    const waiting = run(["gate", "--build=3.0", "--wait=30"]);
    await record("3.0", passing);
    expect(await waiting).toMatchObject({ status: 0, stdout: expect.stringContaining("build 3.0") });
  });
});

describe("backstory summary", () => {
  test("adds a page to the job summary of GitHub and tells it the failures", async () => {
    const file = join(folder, "summary.md");
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: file };
    const { status, stdout } = await run(["summary", "build:1.1"], env);
    expect([status, stdout]).toEqual([
      0,
      "::error file=tests/test_shop.py,line=7,title=tests.test_shop > test_discount::assert 89.99 == 90.0\n",
    ]);
    expect(readFileSync(file, "utf8")).toMatch(/^## ❌ 1 of 3 tests failed\n[\s\S]+new in this run[\s\S]+<details>/);
    const printed = await run(["summary", "build:1.1", "--no-step-summary", "--annotations=0"], env);
    expect(printed.stdout).toMatch(/^::stop-commands::(\S+)\n## ❌[\s\S]+\n::\1::\n$/);
  });

  test("is plain Markdown elsewhere, as short as it has to be", async () => {
    const { stdout } = await run(["summary", "build:1.2", "--max-bytes=1000"]);
    expect(stdout).toMatch(/^## 1 of 3 tests failed\n/);
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(1_000);
    expect(stdout).not.toContain("<details>");
  });
});

describe("what people say of tests and runs", () => {
  test("is stated, listed, and found in the audit", async () => {
    expect((await run(["assign", "test_discount", "ada", "--by=bob", "--reason=rounding"])).stdout).toMatch(
      /^ada is on it since .+, assigned by bob: rounding\. It resolves itself when the test passes in unit/,
    );
    expect((await run(["assignments", "--assignee=ada"])).stdout).toMatch(
      /ada +open +unit +tests\.test_shop +test_discount/,
    );
    expect((await run(["assign", "test_discount", "--resolve", "--by=ada"])).stdout).toMatch(
      /^ada was on it; resolved by ada/,
    );
    expect((await run(["comment", "test_discount", "half a cent", "--by=ada"])).stdout).toMatch(/^Said, as comment /);
    expect((await run(["comment", "test_discount"])).stdout).toContain("half a cent");
    const bug = await run(["bug", "test_discount", "https://github.com/acme/shop/issues/4"]);
    expect(bug.stdout).toMatch(/^Linked to #4 \(github\)/);
    const { stdout } = await run(["audit", "test_discount", "--csv"]);
    expect(
      stdout
        .split("\r\n")
        .slice(1, 5)
        .map((line) => line.split(",").slice(2, 4).join(" ")),
    ).toEqual([...["bug added", "comment added", "assignment resolved", "assignment assigned"]]);
  });

  test("changes what counts, and can be taken back", async () => {
    const runId = runs["1.2"] as string;
    await run(["override", runId, "test_discount", "passed", "--reason=a wrong clock"]);
    expect((await run(["gate", runId])).status).toBe(0);
    await run(["override", runId, "test_discount", "--undo"]);
    expect((await run(["gate", runId])).status).toBe(1);
    expect((await run(["pin", runId])).stdout).toBe(`${runId} is pinned.\n`);
    await run(["delete", runId, "--reason=by mistake"]);
    expect((await run(["show", runId])).status).toBe(4);
    await run(["restore", runId]);
    expect((await run(["show", runId])).stdout).toContain("kept, however old it becomes");
  });
});

test("a target is read as its settings say, and nothing else is lost", async () => {
  const set = await run([
    "target",
    "set",
    "shop/unit",
    "--interpretation=passed=passed",
    "--retention-days=30",
    "--consolidation=on",
  ]);
  expect(set.stdout).toMatch(/consolidation +on\n[\s\S]+interpretation +passed=passed\n[\s\S]+retentionDays +30/);
  expect((await run(["target", "set", "shop/unit", "--consolidation=perhaps"])).status).toBe(2);
  expect((await run(["target", "show", "shop"])).status).toBe(2);
  expect((await run(["target", "list"])).stdout).toMatch(/shop\/unit +passed/);
  expect((await run(["target", "audit", "shop/unit"])).stdout).toContain("settings-changed");
});

describe("questions about tests", () => {
  test("are answered with the runs and builds that they are about", async () => {
    expect((await run(["changes", "build:1.1"])).stdout).toMatch(
      /Newly failing: 1 test\n[\s\S]+test_discount +assert 89\.99/,
    );
    expect((await run(["compare", "build:1.0", "build:1.2"])).stdout).toContain("Newly failing: 1 test");
    expect((await run(["since", "test_discount"])).stdout).toMatch(
      /test_discount (does not fail now|fails in unit on main since build 1\.1)/,
    );
    expect((await run(["history", "test_stock"])).stdout).toMatch(/flaky \(2 attempts\)/);
    expect((await run(["slow", "--limit=2"])).stdout).toMatch(/^MEDIAN +P95 +PASSES/);
    expect((await run(["stats"])).stdout).toMatch(/pass rate +\d+\.\d %/);
    expect((await run(["rename", "list"])).stdout).toMatch(/\n$/);
  });
});

test("bash completes commands, flags and choices with the script that is printed", async () => {
  const { stdout } = await run(["completion", "bash"]);
  const complete = (line: string): string[] => {
    const words = line.split(" ");
    const ask = `${stdout}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _backstory; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["--norc", "-c", ask]).toString().trim().split("\n");
  };
  expect(complete("backstory ga")).toEqual(["gate"]);
  expect(complete("backstory target se")).toEqual(["set"]);
  expect(complete("backstory gate --only")).toEqual(["--only-new-failures"]);
  expect(complete("backstory stats b")).toEqual(["branches"]);
  expect(complete("backstory summary --format g")).toEqual(["github", "gitlab"]);
  expect(complete("backstory runs --limit ")).toEqual([""]);
  for (const shell of ["zsh", "fish"]) {
    expect((await run(["completion", shell])).stdout).toContain("only-new-failures");
  }
});

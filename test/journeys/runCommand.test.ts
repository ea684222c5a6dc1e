import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunnerProject, runnerProject } from "../support/runnerProject.ts";
import { backstoryProgram } from "../support/vitestProject.ts";

// What `backstory run` does around commands of several runners, of none that it knows, and around pytest.
const python = process.env["BACKSTORY_PYTHON"] ?? "python3";
const node = process.execPath;

const report = `<testsuite name="go" tests="2" failures="1"><testcase classname="shop" name="adds" time="0.01"/>
<testcase classname="shop" name="pays"><failure message="no money">at pay.go:3</failure></testcase></testsuite>`;

const files = {
  "cart.test.mjs": `
    import { test } from "node:test"; import { existsSync, writeFileSync } from "node:fs";
    test("is mended", () => { if (existsSync("mended")) return; writeFileSync("mended", ""); throw new Error("not yet"); });
    test("adds", () => {});`,
  "sound.test.mjs": `import { test } from "node:test"; test("is sound", () => {});`,
  "gone.test.mjs": `
    import { test } from "node:test"; import { existsSync, writeFileSync } from "node:fs";
    const name = existsSync("mended") ? "is another" : "is mended";
    test(name, () => { if (name === "is mended") { writeFileSync("mended", ""); throw new Error("not yet"); } });`,
  "write.cjs": `
    const { mkdirSync, writeFileSync } = require("node:fs");
    mkdirSync("out/deep", { recursive: true });
    writeFileSync("out/deep/report.xml", ${JSON.stringify(report)});
    writeFileSync("out/broken.xml", "<testsuite><testcase name='cut off'");
    process.exit(3);`,
  "kill.cjs": `process.kill(process.pid, process.argv[2]); setInterval(() => {}, 1000);`,
  "count.cjs": `
    let times = 0;
    process.on("SIGINT", () => { times += 1; setTimeout(() => { console.log("told " + times); process.exit(7); }, 300); });
    setInterval(() => {}, 1000);
    console.log("ready");`,
  // A terminal, in which somebody presses Ctrl-C once the command is ready.
  "terminal.py": `
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.execvp(sys.argv[1], sys.argv[1:])
seen = b""
while b"told" not in seen:
    seen += os.read(terminal, 4096)
    if seen.endswith(b"ready\\r\\n"):
        os.write(terminal, bytes([3]))
_, status = os.waitpid(child, 0)
print(seen.decode(), os.waitstatus_to_exitcode(status))
`,
  "windows.sh": "#!/bin/sh\r\necho never\r\n",
  "out/old.xml": report,
  "test_import.py": "import absent",
  "test_cart.py": `
import os, pathlib, pytest
@pytest.mark.parametrize("word", ["a[1]", "b::c"])
def test_mended(word):
    flag = pathlib.Path("mended")
    if word == "b::c" and not flag.exists():
        flag.touch()
        raise AssertionError("not yet")
def test_stays(): assert not os.environ.get("STAYS_BROKEN")
class TestCart:
    def test_adds(self): assert "BACKSTORY_RUN_NOTES" not in os.environ
`,
};

// Several processes a test, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000 });

let project: RunnerProject;

beforeAll(() => {
  project = runnerProject(files);
});

afterAll(() => project.remove());

afterEach(() => {
  for (const name of ["mended", "spool"]) rmSync(join(project.folder, name), { recursive: true, force: true });
});

function run(options: readonly string[], command: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return project.run([backstoryProgram, "run", ...options, "--", ...command], { env });
}

function sh(script: string): string[] {
  return ["sh", "-c", script.replaceAll("node ", `${node} `)];
}

function submissions(): { kind: string; name: string; status: string; message: string; rerun?: object }[][] {
  return project
    .spooled()
    .filter((path) => path.endsWith(".ndjson"))
    .map((path) =>
      readFileSync(path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
}

function names(): string[][] {
  return submissions().map((records) => records.flatMap(({ kind, name }) => (kind === "result" ? [name] : [])).sort());
}

describe("a command of several runners, run again", () => {
  test("runs nothing of those that passed, and at last those that had not run", async () => {
    const command = sh("node --test sound.test.mjs && node --test cart.test.mjs && node --test ./sound.test.mjs");
    const { status, stderr } = await run(["--rerun-failed=1"], command);
    expect(status, stderr).toBe(0);
    expect(names()).toEqual([["is sound"], ["adds", "is mended"], ["is mended"], ["is sound"]]);
    expect(submissions().map(([first]) => first?.rerun !== undefined)).toEqual([false, false, true, false]);
  });

  test("fails where another part of it fails", async () => {
    const { status } = await run(["--rerun-failed=1"], sh("node --test cart.test.mjs; exit 9"));
    expect(status).toBe(9);
    expect(names()).toEqual([["adds", "is mended"], ["is mended"]]);
  });
});

describe("nothing is run again", () => {
  test("where something went wrong outside of tests", async () => {
    const command = [python, "-m", "pytest", "-q", "--continue-on-collection-errors", "test_cart.py", "test_import.py"];
    const { status, stderr } = await run(["--rerun-failed=2"], command);
    expect(status).toBe(1);
    expect(stderr).toContain("what failed is not run again, because 1 error outside of tests would remain");
    expect(names()).toHaveLength(1);
  });

  test("where all passed, or nobody asked", async () => {
    expect((await run(["--rerun-failed=2"], [node, "--test", "sound.test.mjs"])).status).toBe(0);
    expect((await run([], [node, "--test", "cart.test.mjs"])).status).toBe(1);
    expect(names()).toHaveLength(2);
  });
});

test("a test that is not found again has failed", async () => {
  const { status, stderr } = await run(["--rerun-failed=1"], [node, "--test", "gone.test.mjs"]);
  expect(status, stderr).toBe(1);
});

describe.each([
  ["alone", []],
  ["with workers of xdist", ["-n", "2"]],
])("pytest %s", (_, words) => {
  const command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_cart.py", ...words];

  test("runs again what failed, and that alone", async () => {
    const { status, stdout, stderr } = await run(["--rerun-failed=2"], command);
    expect(status, stdout + stderr).toBe(0);
    expect(names()).toEqual([["test_adds", "test_mended", "test_mended", "test_stays"], ["test_mended"]]);
    expect(stderr.match(/^backstory: /gim)).toHaveLength(2);
  });

  test("ends by what failed again", async () => {
    const { status } = await run(["--rerun-failed=1"], command, { STAYS_BROKEN: "1" });
    expect(status).toBe(1);
    expect(names()[1]).toEqual(["test_mended", "test_stays"]);
  });
});

test("pytest that stopped at its first failure is not run again", async () => {
  const { status, stderr } = await run(["--rerun-failed=1"], [python, "-m", "pytest", "-q", "-x", "test_cart.py"]);
  expect(status).toBe(1);
  expect(stderr).toContain("because a runner stopped before all tests had run");
});

describe("a command that is not recognised", () => {
  test("is a run by the JUnit XML that it writes", async () => {
    const { status, stderr } = await run(["--junit=out/**/*.xml"], [node, "write.cjs"]);
    expect(status).toBe(3);
    expect(stderr.match(/^Backstory: /gm)).toHaveLength(1);
    const [records = []] = submissions();
    expect(records).toMatchObject([
      { kind: "submission", runner: { name: "junit" }, recorder: { name: "backstory/junit" } },
      { kind: "error", where: "out/broken.xml" },
      { kind: "result", suite: "shop", name: "adds", status: "passed" },
      { kind: "result", suite: "shop", name: "pays", status: "failed" },
      { kind: "end", exitStatus: 3 },
    ]);
  });

  test("is nothing without JUnit XML, and says so in one line", async () => {
    const { status, stderr } = await run(["--junit=none/*.xml"], ["sh", "-c", "exit 4"]);
    expect(status).toBe(4);
    expect(stderr).toMatch(/^Backstory: nothing was recorded: [^\n]+\n$/);
  });

  test("is not asked for its JUnit XML where a runner was recognised", async () => {
    await run(["--junit=out/**/*.xml"], sh("node write.cjs; node --test sound.test.mjs"));
    expect(names()).toEqual([["is sound"]]);
  });
});

describe("the end of a command is ours", () => {
  test.each(["SIGKILL", "SIGSEGV", "SIGTERM", "SIGINT"])("by %s", async (signal) => {
    const child = project.start([backstoryProgram, "run", "--", node, "kill.cjs", signal]);
    expect(await new Promise((resolve) => child.once("close", (_, ended) => resolve(ended)))).toBe(signal);
  });

  test("through a backstory run in a backstory run", async () => {
    const inner = [node, backstoryProgram, "run", "--", node, "--test", "cart.test.mjs"];
    const { status, stderr } = await run(["--rerun-failed=1"], inner);
    expect(status, stderr).toBe(0);
    expect(names()).toEqual([["adds", "is mended"], ["is mended"]]);
    expect(stderr.match(/could not be sent to/g), "the outer one tells").toHaveLength(2);
  });

  test("by one Ctrl-C in a terminal, wherever its input comes from", async () => {
    const command = [node, backstoryProgram, "run", "--", node, "count.cjs"];
    const { status, stdout, stderr } = await project.run(["terminal.py", ...command], { node: python });
    expect(stdout, stderr).toMatch(/told 1\s.*7\s*$/s);
    expect(status).toBe(0);
  });

  test("by 127 and a sentence where a script cannot be read as one", async () => {
    chmodSync(join(project.folder, "windows.sh"), 0o755);
    const { status, stderr } = await run([], ["./windows.sh"]);
    expect(status).toBe(127);
    expect(stderr).toMatch(/^Backstory: '\.\/windows\.sh' is there, .+ line ends of Windows/);
  });

  test("as JSON on stderr, with the submissions", async () => {
    const { stderr } = await run(["--json"], [node, "--test", "cart.test.mjs"]);
    const [[first] = []] = submissions() as unknown as { submissionId: string }[][];
    expect(JSON.parse(stderr)).toMatchObject({ status: 1, signal: null, submissions: [first?.submissionId] });
  });
});

import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { backstory } from "../support/backstory.ts";
import { type RunnerProject, runnerFolder, runnerProject } from "../support/runnerProject.ts";
import { vitestProgram } from "../support/vitestProject.ts";

const python = process.env["BACKSTORY_PYTHON"] ?? join(root, ".venvs/pytest-newest/bin/python");

// What tests do when the folder has no file of this name, and after that.
const heals = "healed";

const pytestSuite = `
import os, pytest, unittest

def heals():
    assert os.path.exists("${heals}")

def test_passes(): pass
def test_fails(): heals()
def test_always_fails(): assert 0
@pytest.mark.parametrize("x", ["a::b", "a/b.py"])
def test_params(x): heals()

@pytest.fixture
def broken_before(): heals()
@pytest.fixture
def broken_after():
    yield
    heals()
@pytest.fixture
def always_broken_after():
    yield
    assert 0
def test_setup(broken_before): pass
def test_teardown(broken_after): heals()
def test_teardown_stays(always_broken_after): heals()

class TestOuter:
    class TestInner:
        def test_nested(self): heals()

class TestUnit(unittest.TestCase):
    def test_unit(self): heals()

def test_skipped_now():
    if os.path.exists("${heals}"):
        pytest.skip("not here")
    assert 0
`;

const nodeSuite = `
  const { describe, it } = require("node:test");
  const { existsSync } = require("node:fs");
  const heals = () => { if (!existsSync("${heals}")) throw new Error("not yet"); };
  describe("outer", () => {
    describe("one", () => { it("same", heals); it("passes", () => {}); });
    describe("two", () => { it("same", () => { throw new Error("never"); }); });
  });
  it("same", heals);
`;

const vitestSuite = `
  import { existsSync } from "node:fs";
  import { describe, expect, test } from "vitest";
  describe("outer", () => {
    test("heals", () => { expect(existsSync("${heals}")).toBe(true); });
    test("stays", () => { expect(1).toBe(2); });
    test("passes", () => {});
  });
`;

const mochaSuite = `
  const { existsSync } = require("node:fs");
  describe("outer", () => {
    it("heals", () => { if (!existsSync("${heals}")) throw new Error("not yet"); });
    it("passes", () => {});
  });
`;

let project: RunnerProject;
const at = (name: string) => join(project.folder, name);
const text = (name: string) => readFileSync(at(name), "utf8");
const merge = (...words: string[]) =>
  backstory(["junit", "merge", ...words.map((word) => (word.startsWith("-") ? word : at(word)))]);

/** The names of the cases that a report tells as failed or broken. */
function failing(name: string): string[] {
  const cases = text(name).matchAll(/<testcase\b[^>]*?\bname="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  return [...cases].filter(([, , inside = ""]) => /<(failure|error)\b/.test(inside)).map(([, title = ""]) => title);
}

beforeAll(() => {
  project = runnerProject(
    {
      "tests/test_it.py": pytestSuite,
      "node.test.cjs": nodeSuite,
      "vitest/a.test.mjs": vitestSuite,
      "spec/a.mocha.cjs": mochaSuite,
    },
    { runner: "mocha-newest", packages: ["mocha"] },
  );
  symlinkSync(join(vitestProgram, ".."), at("node_modules/vitest"));
});

afterAll(() => project.remove());

/** Runs something that writes `first.xml`, then again when all is healed, with another file. */
async function twice(run: (report: string) => Promise<unknown>): Promise<void> {
  rmSync(at(heals), { force: true });
  await run("first.xml");
  writeFileSync(at(heals), "");
  await run("rerun.xml");
}

describe("a report of a real runner", () => {
  test("of pytest becomes what pytest-backstory itself makes of it, byte for byte", async () => {
    const env = {
      PYTHONPATH: join(root, "python/src"),
      PYTEST_PLUGINS: "pytest_backstory.plugin",
      BACKSTORY_URL: "",
    };
    const pytest = async (...words: string[]) => {
      const all = ["-m", "pytest", "-p", "no:cacheprovider", ...words, "tests"];
      const { status, stdout } = await project.run(all, { node: python, env });
      expect(status, stdout).toBe(1);
    };
    rmSync(at(heals), { force: true });
    await pytest("--junit-xml", "first.xml");
    copyFileSync(at("first.xml"), at("ours.xml"));
    copyFileSync(at("first.xml"), at("marked.xml"));
    writeFileSync(at(heals), "");
    await pytest("--junit-xml", "rerun.xml", "--update-xml", "first.xml");
    expect(await merge("ours.xml", "rerun.xml")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("7 healed, 2 still failing"),
    });
    expect(text("ours.xml")).toBe(text("first.xml"));
    expect(new Set(failing("ours.xml"))).toEqual(
      new Set(["test_always_fails", "test_teardown_stays", "test_skipped_now"]),
    );
    await pytest("--update-xml", "first.xml", "--update-xml-merge");
    await merge("marked.xml", "rerun.xml", "--all");
    expect(failing("marked.xml")).toEqual(failing("first.xml"));
  });

  test("of node:test tells tests of one name apart by their suites", async () => {
    await twice((report) =>
      project.run(["--test", "--test-reporter=junit", `--test-reporter-destination=${report}`, "node.test.cjs"]),
    );
    const before = failing("first.xml");
    const { stdout } = await merge("first.xml", "rerun.xml", "--json");
    expect(before).toEqual(["same", "same", "same"]);
    expect(failing("first.xml")).toEqual(["same"]);
    expect(JSON.parse(stdout)).toMatchObject({
      healed: [expect.any(String), expect.any(String)],
      stillFailing: [expect.any(String)],
    });
  });

  test("of Vitest has right numbers", async () => {
    const words = [vitestProgram, "run", "--reporter=junit", "vitest"];
    await twice((report) => project.run([...words, `--outputFile=${report}`]));
    expect(failing("first.xml")).toHaveLength(2);
    await merge("first.xml", "rerun.xml");
    expect(failing("first.xml")).toEqual(["outer &gt; stays"]);
    expect(text("first.xml")).toMatch(/<testsuites [^>]*failures="1"[\s\S]*<testsuite [^>]*failures="1"/);
  });

  test("of Mocha, whose root is one suite, is healed", async () => {
    const mocha = join(runnerFolder("mocha-newest"), "node_modules/mocha/bin/mocha.js");
    await twice((report) =>
      project.run([mocha, "--reporter=xunit", "--reporter-option", `output=${report}`, "spec/a.mocha.cjs"]),
    );
    expect(text("first.xml")).toMatch(/^<testsuite /);
    expect(failing("first.xml")).toEqual(["heals"]);
    await merge("first.xml", "rerun.xml");
    expect(failing("first.xml")).toEqual([]);
    expect(text("first.xml")).toMatch(/failures="0"/);
  });
});

describe("the command", () => {
  const before = '<testsuite name="é" failures="1"><testcase classname="c" name="a"><failure/></testcase></testsuite>';
  const after = '<testsuite name="é" failures="0"><testcase classname="c" name="a"></testcase></testsuite>';
  const passes = '<testsuite><testcase classname="c" name="a"/></testsuite>';

  test("writes over the first file, whose rights it keeps, and through a link", async () => {
    writeFileSync(at("one.xml"), before);
    chmodSync(at("one.xml"), 0o640);
    symlinkSync(at("one.xml"), at("link.xml"));
    writeFileSync(at("passes.xml"), passes);
    expect(await merge("link.xml", "passes.xml")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("1 healed\n  healed: c > a"),
    });
    expect(text("one.xml")).toBe(after);
    expect(readdirSync(project.folder).filter((name) => name.endsWith(".new"))).toEqual([]);
  });

  test("writes elsewhere on request, and into nothing else", async () => {
    writeFileSync(at("one.xml"), before);
    const { status } = await backstory(["junit", "merge", at("one.xml"), at("passes.xml"), "--into", at("two.xml")]);
    expect([status, text("one.xml"), text("two.xml")]).toEqual([0, before, after]);
    await backstory(["junit", "merge", at("two.xml"), at("passes.xml"), "--into", at("three.xml")]);
    expect(text("three.xml")).toBe(after);
  });

  test("reads UTF-16 and writes it again", async () => {
    const wide = (xml: string) => Buffer.from(`\ufeff${xml}`, "utf16le");
    writeFileSync(at("wide.xml"), wide(before));
    writeFileSync(at("big.xml"), wide(before).swap16());
    await merge("wide.xml", "passes.xml");
    await merge("big.xml", "passes.xml");
    expect(readFileSync(at("wide.xml"))).toEqual(wide(after));
    expect(readFileSync(at("big.xml"))).toEqual(wide(after).swap16());
  });

  test.each([
    ["a missing file", "absent.xml", undefined, 2, "there is no such file"],
    ["a truncated file", "broken.xml", "<testsuites><testsuite><testcase", 1, "not whole XML"],
    ["a file of something else", "page.xml", "<html></html>", 1, "neither <testsuites> nor <testsuite>"],
  ])("refuses %s and changes nothing", async (_, name, content, status, sentence) => {
    writeFileSync(at("one.xml"), before);
    if (content !== undefined) writeFileSync(at(name), content);
    const asRerun = await merge("one.xml", name);
    expect(asRerun).toMatchObject({ status, stdout: "", stderr: expect.stringContaining(sentence) });
    expect((await merge(name, "one.xml")).stderr).toContain(sentence);
    expect(text("one.xml")).toBe(before);
  });
});

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { HistoryEntry, Page, Rename, Test } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";
import { userEnvironment } from "../support/userEnvironment.ts";

const python = process.env["BACKSTORY_PYTHON"] ?? join(root, ".venvs/pytest-newest/bin/python");

// The same tests as their author changed them: one gets an id and keeps its name, one gets a name, one gets both.
const before = `
import pytest
def test_keeps_its_name(): pass
def test_card(): assert False
@pytest.mark.parametrize("n", [1, 2])
def test_old(n): pass
@pytest.mark.backstory(id="PAY-4")
def test_known(): pass
`;
const after = `
import pytest
@pytest.mark.backstory(id="PAY-1", renamed_from="test_keeps_its_name")
def test_keeps_its_name(): pass
@pytest.mark.backstory(renamed_from="test_card")
def test_pays_with_plastic(): assert False
@pytest.mark.backstory(id="PAY-3", renamed_from="test_old")
@pytest.mark.parametrize("n", [1, 2])
def test_wholly_else(n): pass
class TestMoved:
    @pytest.mark.backstory(id="PAY-4")
    def test_another_word(self): pass
`;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-declared-"));
  server = await startServer(join(folder, "data"));
  await record("1.0", before);
  await record("2.0", after);
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function record(build: string, source: string): Promise<void> {
  writeFileSync(join(folder, "test_pay.py"), source);
  const env = {
    ...{ ...userEnvironment(), PYTHONPATH: join(root, "python/src"), PYTHONDONTWRITEBYTECODE: "1" },
    BACKSTORY_SPOOL: join(folder, "spool"),
  };
  const words = ["-m", "pytest", "-p", "pytest_backstory.plugin", "-p", "no:cacheprovider", "--strict-markers"];
  const where = [`--backstory-url=${server.address}`, `--backstory-build-name=${build}`, "test_pay.py"];
  const failing = promisify(execFile)(python, [...words, ...where], { cwd: folder, env });
  await expect(failing).rejects.toMatchObject({ code: 1 });
}

async function historyOf(name: string): Promise<[string, string][]> {
  const { items } = await server.get<Page<Test>>(`/tests?q=${name}`);
  const { items: history } = await server.get<Page<HistoryEntry>>(`/tests/${items[0]?.testId}/history`);
  return history.map(({ run, outcome }) => [run.buildName, outcome]);
}

test("what authors declare keeps the history of a test through any change of its name", async () => {
  await vi.waitFor(
    async () => {
      const { items } = await server.get<Page<Rename>>("/renames?state=accepted");
      expect(items.map(({ from, to, by }) => [from.name, to.name, by]).toSorted()).toEqual([
        ["test_card", "test_pays_with_plastic", "author"],
        ["test_keeps_its_name", "test_keeps_its_name", "author"],
        ["test_old", "test_wholly_else", "author"],
        ["test_old", "test_wholly_else", "author"],
      ]);
    },
    { timeout: 60_000, interval: 250 },
  );
  expect(await historyOf("test_pays_with_plastic")).toEqual([
    ["2.0", "failed"],
    ["1.0", "failed"],
  ]);
  for (const name of ["test_keeps_its_name", "test_wholly_else", "test_another_word"]) {
    expect([name, await historyOf(name)]).toEqual([
      name,
      [
        ["2.0", "passed"],
        ["1.0", "passed"],
      ],
    ]);
  }
});

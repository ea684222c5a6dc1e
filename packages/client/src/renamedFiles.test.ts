import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renamedFiles } from "./renamedFiles.ts";

let folder: string;

function inRepository(...words: string[]): void {
  const name = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...name, ...words], { cwd: folder, stdio: "pipe" });
}

function moved(from: string, to: string): void {
  inRepository("mv", from, to);
  inRepository("commit", "--message=move");
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backstory-renames-"));
  inRepository("init", "--initial-branch=main");
  mkdirSync(join(folder, "web"));
  for (const file of ["cart.py", "übung\nfür alle.py", "web/form.ts"]) {
    writeFileSync(join(folder, file), `# ${file}\n${"a line of this file\n".repeat(20)}`);
  }
  inRepository("add", ".");
  inRepository("commit", "--message=first");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("without renames, and outside a repository, there are none", async () => {
  expect(await renamedFiles({ directory: folder })).toEqual([]);
  expect(await renamedFiles({ directory: tmpdir() })).toEqual([]);
});

test("renames of the last commits are found, newest first, whatever the names hold", async () => {
  moved("cart.py", "basket.py");
  moved("übung\nfür alle.py", "practice.py");
  expect(await renamedFiles({ directory: folder })).toEqual([
    { from: "übung\nfür alle.py", to: "practice.py" },
    { from: "cart.py", to: "basket.py" },
  ]);
});

test("on a branch it is what the branch renamed, with paths from the directory that is asked in", async () => {
  inRepository("update-ref", "refs/remotes/origin/main", "HEAD");
  inRepository("checkout", "-b", "forms");
  moved("web/form.ts", "web/dialog.ts");
  expect(await renamedFiles({ directory: folder, baseBranch: "main" })).toEqual([
    { from: "web/form.ts", to: "web/dialog.ts" },
  ]);
  expect(await renamedFiles({ directory: join(folder, "web"), baseBranch: "main" })).toEqual([
    { from: "form.ts", to: "dialog.ts" },
  ]);
});

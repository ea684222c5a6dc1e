import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { git } from "./git.ts";

let folder: string;

function inRepository(...words: string[]): string {
  const name = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"];
  return execFileSync("git", [...name, ...words], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backstory-git-"));
  inRepository("init", "--initial-branch=main");
  writeFileSync(join(folder, "a"), "1");
  inRepository("add", "a");
  inRepository("commit", "--message=first");
  inRepository("remote", "add", "origin", "https://ann:secret@example.com/shop.git");
  inRepository("update-ref", "refs/remotes/origin/main", "HEAD");
  inRepository("checkout", "-b", "totals");
  inRepository("commit", "--allow-empty", "--message=second");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("git says what is checked out, without credentials", async () => {
  expect(await git({ directory: folder, baseBranch: "main" })).toEqual({
    commit: inRepository("rev-parse", "HEAD"),
    branch: "totals",
    baseBranch: "main",
    baseCommit: inRepository("rev-parse", "main"),
    position: 2,
    repository: "https://example.com/shop.git",
    dirty: false,
  });
});

test("a detached checkout has no branch but the one that CI knows", async () => {
  inRepository("checkout", "--detach");
  expect(await git({ directory: folder })).not.toHaveProperty("branch");
  expect(await git({ directory: folder, branch: "totals" })).toMatchObject({ branch: "totals" });
  inRepository("checkout", "totals");
});

test("changes that are not committed make it dirty", async () => {
  writeFileSync(join(folder, "a"), "2");
  expect(await git({ directory: folder })).toMatchObject({ dirty: true });
  inRepository("checkout", "a");
});

test("a shallow clone knows no position", async () => {
  const clone = mkdtempSync(join(tmpdir(), "backstory-shallow-"));
  execFileSync("git", ["clone", "--depth=1", pathToFileURL(folder).href, clone], { stdio: "pipe" });
  expect(await git({ directory: clone })).not.toHaveProperty("position");
  rmSync(clone, { recursive: true, force: true });
});

test("outside a repository, and in no directory, there is nothing", async () => {
  const outside = mkdtempSync(join(tmpdir(), "backstory-no-git-"));
  expect(await git({ directory: outside })).toEqual({});
  rmSync(outside, { recursive: true });
  expect(await git({ directory: outside })).toEqual({});
});

test("without git, and with a git that hangs, there is nothing, and soon", async () => {
  const path = process.env["PATH"];
  const bin = mkdtempSync(join(tmpdir(), "backstory-bin-"));
  try {
    process.env["PATH"] = bin;
    expect(await git({ directory: folder })).toEqual({});
    writeFileSync(join(bin, "git"), "#!/bin/sh\n/bin/sleep 60\n", { mode: 0o755 });
    expect(await git({ directory: folder, timeoutMs: 50 })).toEqual({});
  } finally {
    process.env["PATH"] = path;
    rmSync(bin, { recursive: true, force: true });
  }
});

test("a git that is slow with the rest says the commit with its branch all the same", async () => {
  const path = process.env["PATH"];
  const bin = mkdtempSync(join(tmpdir(), "backstory-bin-"));
  const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  // What git is asked first is answered, everything later hangs.
  const slow = `#!/bin/sh\n[ -e ${bin}/asked ] && exec /bin/sleep 60\n: > ${bin}/asked\nexec ${real} "$@"\n`;
  writeFileSync(join(bin, "git"), slow, { mode: 0o755 });
  try {
    process.env["PATH"] = bin;
    expect(await git({ directory: folder })).toEqual({
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      branch: "totals",
    });
  } finally {
    process.env["PATH"] = path;
    rmSync(bin, { recursive: true, force: true });
  }
});

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDirectory } from "./directoryLock.ts";

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "backstory-lock-"));
  path = join(directory, "server.lock");
});

afterEach(() => rmSync(directory, { recursive: true }));

const holder = (more: object) => writeFileSync(path, JSON.stringify({ pid: 1, begun: "", address: "", ...more }));
const beginOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19];

test("a directory is claimed, announced and let go", () => {
  const lock = lockDirectory(directory);
  lock.announce("http://127.0.0.1:7357");
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ pid: process.pid, address: "http://127.0.0.1:7357" });
  lock.release();
  expect(existsSync(path)).toBe(false);
});

test("what is no directory, or cannot be written, is refused in one sentence", () => {
  writeFileSync(path, "a file");
  const refused = { code: "setting-invalid", message: expect.stringContaining(`and ${path} is not: EEXIST`) };
  expect(() => lockDirectory(path)).toThrow(expect.objectContaining(refused));
  const within = { code: "setting-invalid", message: expect.stringContaining("is not: ENOTDIR") };
  expect(() => lockDirectory(join(path, "data"))).toThrow(expect.objectContaining(within));
});

test("a directory that a living process holds is refused, with who it is and where", () => {
  const other = spawn("sleep", ["60"]);
  try {
    const pid = other.pid as number;
    holder({ pid, begun: beginOf(pid), address: "http://127.0.0.1:7357" });
    expect(() => lockDirectory(directory)).toThrow(
      expect.objectContaining({
        code: "store-locked",
        message: `The server with process id ${pid}, at http://127.0.0.1:7357, holds ${directory}.`,
      }),
    );
  } finally {
    other.kill();
  }
});

test("a directory that this process holds already is refused", () => {
  const lock = lockDirectory(directory);
  expect(() => lockDirectory(directory)).toThrow(expect.objectContaining({ code: "store-locked" }));
  lock.release();
});

test.each([
  ["of a process that is no more", { pid: 2 ** 22 + 1 }],
  ["of a process whose number another has now", { pid: process.ppid, begun: "1" }],
  ["of a process before this one with its number", { pid: process.pid, begun: "1" }],
])("a claim %s does not count", (_, stale) => {
  holder(stale);
  lockDirectory(directory).release();
});

test("a claim that cannot be read does not count", () => {
  writeFileSync(path, "{");
  lockDirectory(directory).release();
});

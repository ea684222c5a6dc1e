import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Spool } from "./spool.ts";
import { spoolDirectory } from "./spoolDirectory.ts";
import { spoolFiles } from "./spoolFiles.ts";
import { isLocked } from "./spoolLock.ts";
import { SpoolReader, startOfFile } from "./spoolReader.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backstory-spool-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a spool", () => {
  test("has a line in its file as soon as it was appended", () => {
    const spool = new Spool(folder, "ID");
    spool.append('{"a":1}');
    expect(readFileSync(spool.path, "utf8")).toBe('{"a":1}\n');
    spool.append("é");
    expect(spool).toMatchObject({ lines: 2, bytes: 11 });
    spool.close();
  });

  test("makes its directory, for its owner alone", () => {
    const spool = new Spool(join(folder, "a", "b"), "ID");
    expect(existsSync(join(folder, "a", "b", "ID.ndjson"))).toBe(true);
    spool.close();
  });

  test("holds a lock while it is open, and keeps its file when it is closed", () => {
    const spool = new Spool(folder, "ID");
    expect(isLocked(join(folder, "ID.lock"))).toBe(true);
    expect(spoolFiles(folder)).toMatchObject([{ path: spool.path, isBeingWritten: true }]);
    spool.close();
    expect(spoolFiles(folder)).toMatchObject([{ path: spool.path, isBeingWritten: false }]);
    expect(existsSync(join(folder, "ID.lock"))).toBe(false);
  });

  test("leaves nothing when it is removed", () => {
    const spool = new Spool(folder, "ID");
    spool.remove();
    expect(spoolFiles(folder)).toEqual([]);
  });

  test("is refused a second time under one name", () => {
    const spool = new Spool(folder, "ID");
    expect(() => new Spool(folder, "ID")).toThrow(/EEXIST/);
    spool.close();
  });

  test("throws where nothing can be written", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => new Spool(join(folder, "file"), "ID")).toThrow(/EEXIST|ENOTDIR/);
  });
});

test("spool files are listed oldest first, and none where there is no directory", () => {
  for (const name of ["01B.ndjson", "01A.ndjson", "01A.lock", "note.txt"]) writeFileSync(join(folder, name), "");
  expect(spoolFiles(folder).map(({ path }) => path)).toEqual([join(folder, "01A.ndjson"), join(folder, "01B.ndjson")]);
  expect(spoolFiles(join(folder, "absent"))).toEqual([]);
});

describe("a lock", () => {
  test("of a process that died holds nothing", async () => {
    const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    await new Promise((resolve) => child.once("exit", resolve));
    writeFileSync(join(folder, "ID.lock"), `${child.pid}\n`);
    expect(isLocked(join(folder, "ID.lock"))).toBe(false);
  });

  test.each(["", "not a number", "-1", "0"])("that says '%s' holds nothing", (text) => {
    writeFileSync(join(folder, "ID.lock"), text);
    expect(isLocked(join(folder, "ID.lock"))).toBe(false);
  });
});

describe("a spool reader", () => {
  async function reading<Value>(text: string, action: (reader: SpoolReader) => Promise<Value>): Promise<Value> {
    const path = join(folder, "file.ndjson");
    writeFileSync(path, text);
    const reader = await SpoolReader.open(path);
    try {
      return await action(reader);
    } finally {
      await reader.close();
    }
  }

  test.each([
    ["as many lines as may be", "a\nb\nc\n", { lines: 2, bytes: 100 }, "a\nb\n"],
    ["as many bytes as may be", "aa\nbb\ncc\n", { lines: 9, bytes: 7 }, "aa\nbb\n"],
    ["a longer line alone", "aaaaaaaaaa\nb\n", { lines: 9, bytes: 3 }, "aaaaaaaaaa\n"],
    ["no line that has not ended", "a\nbbb", { lines: 9, bytes: 100 }, "a\n"],
  ])("gives %s", async (_, text, limits, expected) => {
    const part = await reading(text, (reader) => reader.read(startOfFile, limits));
    const lines = expected.split("\n").length - 1;
    expect(part?.body.toString()).toBe(expected);
    expect(part?.end).toEqual({ lines, bytes: expected.length });
  });

  test.each(["", "unfinished"])("gives nothing of '%s'", async (text) => {
    expect(await reading(text, (reader) => reader.read(startOfFile, { lines: 1, bytes: 4 }))).toBeUndefined();
  });

  test.each([
    [0, { lines: 0, bytes: 0 }],
    [2, { lines: 2, bytes: 5 }],
    [9, { lines: 3, bytes: 7 }],
  ])("finds line %d", async (line, position) => {
    expect(await reading("a\nbb\nc\nrest", (reader) => reader.find(line))).toEqual(position);
  });

  test("finds lines before a place that it is told", async () => {
    const from = { lines: 3, bytes: 7 };
    expect(await reading("a\nbb\nc\n", (reader) => reader.find(1, from))).toEqual({ lines: 1, bytes: 2 });
  });
});

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
  ["linux", {}, "/home/ann/.local/state/backstory/spool"],
  ["linux", { XDG_STATE_HOME: "/state" }, "/state/backstory/spool"],
  ["darwin", {}, "/home/ann/Library/Application Support/backstory/spool"],
  ["win32", { LOCALAPPDATA: "/local" }, "/local/backstory/spool"],
])("on %s with %j spools lie in %s", (platform, env, directory) => {
  expect(spoolDirectory(env, platform, "/home/ann")).toBe(directory);
});

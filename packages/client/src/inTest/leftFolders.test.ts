import {
  chmodSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FactsFolder } from "./factsFolder.ts";

/** No process has this number: systems give smaller ones. */
const gone = 99_999_999;
const variables = ["TMPDIR", "TEMP", "TMP"];
const longAgo = new Date(Date.now() - 25 * 3_600_000);

let place: string;
let before: (string | undefined)[];

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "backstory-left-"));
  before = variables.map((name) => process.env[name]);
  for (const name of variables) process.env[name] = place;
});

afterEach(() => {
  for (const [index, name] of variables.entries()) {
    const value = before[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  chmodSync(place, 0o700);
  rmSync(place, { recursive: true, force: true });
});

/** A folder as a killed recorder leaves it, with what tests told. */
function folderOf(pid: number | string, { told = longAgo } = {}): string {
  const folder = join(place, `backstory-facts-${pid}-aBc123`);
  mkdirSync(join(folder, "told"), { recursive: true });
  writeFileSync(join(folder, "told", "one.ndjson"), "{}\n");
  utimesSync(join(folder, "told"), told, told);
  utimesSync(folder, longAgo, longAgo);
  return folder;
}

function renamed(folder: string, name: string): string {
  renameSync(folder, join(place, name));
  return join(place, name);
}

function open(): void {
  const facts = FactsFolder.open();
  expect(basename(process.env["BACKSTORY_FACTS"] ?? "")).toMatch(new RegExp(`^backstory-facts-${process.pid}-`));
  facts?.remove();
}

describe("a recorder that opens its folder", () => {
  test("removes those of recorders that were killed", () => {
    const left = folderOf(gone);
    open();
    expect(existsSync(left)).toBe(false);
  });

  test.each([
    ["that of a process that lives", () => folderOf(process.pid)],
    ["one that tests told something today", () => folderOf(gone, { told: new Date() })],
    ["one that does not say whose it is", () => folderOf("x")],
    ["something else", () => renamed(folderOf(gone), `backstory-other-${gone}-aBc123`)],
  ])("leaves %s", (_, make) => {
    const folder = make();
    open();
    expect(existsSync(folder)).toBe(true);
  });

  test("follows no link", () => {
    const elsewhere = mkdtempSync(join(place, "elsewhere-"));
    writeFileSync(join(elsewhere, "kept"), "");
    utimesSync(elsewhere, longAgo, longAgo);
    const link = join(place, `backstory-facts-${gone}-aBc123`);
    symlinkSync(elsewhere, link);
    lutimesSync(link, longAgo, longAgo);
    open();
    expect(existsSync(join(elsewhere, "kept"))).toBe(true);
  });

  test("opens it all the same when the others cannot be looked at or removed", () => {
    mkdirSync(join(place, "locked"));
    for (const name of variables) process.env[name] = join(place, "locked");
    writeFileSync(join(place, "locked", `backstory-facts-${gone}-aBc123`), "no folder");
    chmodSync(join(place, "locked"), 0o300);
    open();
    chmodSync(join(place, "locked"), 0o700);
    for (const name of variables) process.env[name] = join(place, "absent");
    expect(FactsFolder.open()).toBeUndefined();
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ResultToWrite } from "@backstory/model";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filesOfBuild, filesOfTest } from "./filesOfTest.ts";
import { TesultsFile } from "./tesultsFile.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backstory-tesults-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function result(more: Partial<ResultToWrite> = {}): ResultToWrite {
  return {
    ...{ kind: "result", resultId: "a:1", suite: "tests/a.test.ts > cart > empty", name: "adds", attempt: 1 },
    ...{
      status: "passed",
      rawStatus: "passed",
      startedAt: new Date(1_000).toISOString(),
      durationMs: 12.4,
      file: "tests/a.test.ts",
    },
    ...more,
  } as ResultToWrite;
}

describe("files of a test", () => {
  function write(...paths: string[]): void {
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), path);
    }
  }

  test.each([
    ["the suite in full", "tests/a.test.ts > cart > empty/adds/x.log"],
    ["its describes", "cart > empty/adds/x.log"],
    ["its describes, as Tesults writes them", "cart - empty/adds/x.log"],
    ["the last describe", "empty/adds/x.log"],
    ["the file", "tests/a.test.ts/adds/x.log"],
    ["the name of the file", "a/adds/x.log"],
  ])("lie under %s", (_, path) => {
    write(path, "other/adds/y.log", "empty/subtracts/z.log");
    expect(filesOfTest(folder, result())).toEqual([{ name: "x.log", content: join(folder, path) }]);
  });

  test("lie in folders, too, and nowhere else", () => {
    write("empty/adds/.DS_Store", "empty/adds/deep/er/x.log", "empty/adds/a.log", "[build]/1.0/b.log");
    expect(filesOfTest(folder, result()).map(({ name }) => name)).toEqual(["a.log", "deep/er/x.log"]);
    expect(filesOfBuild(folder, "1.0").map(({ name }) => name)).toEqual(["b.log"]);
    expect(filesOfTest(join(folder, "empty"), result({ name: "../../[build]/1.0" }))).toEqual([]);
    expect(filesOfTest(folder, result({ name: "a\0b" }))).toEqual([]);
    expect(filesOfTest(join(folder, "absent"), result())).toEqual([]);
  });
});

describe("a copy for Tesults", () => {
  const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));

  test("has a case for each test, with its earlier attempts and files", () => {
    const path = join(folder, "deep/out.json");
    const copy = new TesultsFile(path, {
      runner: { name: "vitest" },
      build: { name: "1.0", result: "pass", reason: "why" },
    });
    copy.take(
      result({
        params: { n: 1 },
        status: "broken",
        rawStatus: "failed in beforeEach",
        failure: { message: "no", trace: "no\nat a" },
      }),
    );
    copy.take(
      result({
        ...{ resultId: "a:2", attempt: 2, description: "all of it", params: { n: 1 }, stdout: "out", line: 3 },
        ...{ labels: { owner: ["me"], tag: ["a", "b"] }, properties: { mode: "fast" }, metrics: { ms: 5 } },
        steps: [
          { name: "one", status: "failed", failure: { message: "not" }, steps: [{ name: "two", status: "passed" }] },
        ],
      }),
    );
    copy.take(result({ resultId: "b:1", name: "skips", status: "skipped", rawStatus: "todo" }));
    copy.take({ kind: "error", where: "a.test.ts", message: "no such file" });
    copy.keep({ resultId: "a:2", name: "../x.log", content: Buffer.from("bytes") });
    copy.keep({ resultId: "a:2", name: "absent", content: join(folder, "absent") });
    copy.end();
    const { target, metadata, results } = read(path);
    expect([target, metadata.test_framework]).toEqual(["", "vitest"]);
    expect(results.cases).toMatchObject([
      {
        ...{
          name: "adds",
          suite: "tests/a.test.ts > cart > empty",
          result: "pass",
          rawResult: "passed",
          desc: "all of it",
        },
        ...{
          params: { n: 1 },
          start: 1_000,
          end: 1_012,
          duration: 12.4,
          _owner: "me",
          _tag: ["a", "b"],
          _mode: "fast",
          _ms: 5,
        },
        ...{ _Retry: 1, _Location: { file: "tests/a.test.ts", line: 3 }, "_Standard output": "out" },
        files: [expect.stringMatching(/deep[\\/]out\.files[\\/][0-9a-f]{16}[\\/]x\.log$/)],
        steps: [{ name: "one", result: "fail", reason: "not", steps: [{ name: "two", result: "pass" }] }],
        _Retries: [{ result: "fail", rawResult: "failed in beforeEach", reason: "no\nat a" }],
      },
      { name: "skips", result: "unknown", rawResult: "todo" },
      { name: "a.test.ts", suite: "[error]", result: "fail", reason: "no such file" },
      { name: "1.0", suite: "[build]", result: "pass", reason: "why" },
    ]);
    expect(readFileSync(results.cases[0].files[0], "utf8")).toBe("bytes");
  });

  test("is written whole or not at all", () => {
    writeFileSync(join(folder, "taken"), "");
    const copy = new TesultsFile(join(folder, "taken/out.json"), { runner: { name: "vitest" }, build: {} });
    copy.take(result());
    expect(() => copy.end()).not.toThrow();
    expect(readdirSync(folder)).toEqual(["taken"]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SourceLines } from "./sourceLines.ts";

const folder = mkdtempSync(join(tmpdir(), "backstory-lines-"));
const file = join(folder, "a.test.js");
const source = `describe("outer", () => {
  describe("inner", () => {
    it("same", () => {});
    it("same", () => {});
  });
  it(
    "stands alone",
    async () => {
      await 1;
    },
  );
  // "adds" is told of here
  it("adds", () => {});
});
`;
writeFileSync(file, source);
afterAll(() => rmSync(folder, { recursive: true }));

const runnable = (title: string, body: string) => ({ title, body, file, fullTitle: () => title });

test("lines are those of the titles, in whatever order tests are asked for", () => {
  const lines = new SourceLines();
  const tests = [
    runnable("stands alone", "async () => {\n      await 1;\n    }"),
    runnable("adds", "() => {}"),
    runnable("same", "() => {}"),
    runnable("same", "() => {}"),
    runnable("put together", "() => {}"),
    runnable("adds", "() => { other(); }"),
  ];
  expect(tests.map((each) => lines.of(each))).toEqual([7, 13, 3, 4, undefined, undefined]);
});

test("a file that cannot be read has none", () => {
  expect(new SourceLines().of({ ...runnable("a", "() => {}"), file: join(folder, "absent.js") })).toBeUndefined();
});

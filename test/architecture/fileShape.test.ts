import { basename } from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "./sourceFiles.ts";

const code = ["packages", "scripts", "benchmarks", "test", "python/src", "python/tests"].flatMap((folder) =>
  sourceFiles(folder, [".ts", ".tsx", ".mjs", ".css", ".sql", ".py"]),
);
const isTest = (path: string) => /\.test\.tsx?$|(^|\/)tests?\//.test(path);

test("no file is longer than a person can hold in the head", () => {
  const long = code
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ path, lines }) => lines > (isTest(path) ? 500 : 300));
  expect(long).toEqual([]);
});

test("no file or folder has a name that says nothing", () => {
  const words = /(^|\/)(utils?|helpers?|misc|common|shared|stuff)(\/|\.)/;
  expect(code.map(({ path }) => path).filter((path) => words.test(path))).toEqual([]);
});

test("no file carries a note to do something later", () => {
  const mark = new RegExp(["TO", "DO|FIX", "ME|X", "XX"].join(""));
  expect(code.filter(({ text }) => mark.test(text)).map(({ path }) => basename(path))).toEqual([]);
});

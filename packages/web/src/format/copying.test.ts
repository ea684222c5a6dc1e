import { expect, test } from "vitest";
import { markdownTable } from "./markdownTable.ts";
import { shellWord } from "./shellWord.ts";
import { sqlText } from "./sqlText.ts";

test.each([
  ["main", "main", "'main'"],
  ["it's", `'it'\\''s'`, String.raw`'it\'s'`],
  ["a\\'; DROP", `'a\\'\\''; DROP'`, String.raw`'a\\\'; DROP'`],
  ['$(rm) `x` "y"', "'$(rm) `x` \"y\"'", "'$(rm) `x` \"y\"'"],
  ["", "''", "''"],
])("%s stays one word of a shell and one text of SQL", (text, word, sql) => {
  expect(shellWord(text)).toBe(word);
  expect(sqlText(text)).toBe(sql);
});

test("a table of Markdown keeps rows to lines and markup to text", () => {
  const columns = [
    { head: "Test", cell: ({ name }: { name: string; runs: number }) => name },
    { head: "Runs", cell: ({ runs }: { name: string; runs: number }) => runs },
  ];
  const rows = [
    { name: "a|b\n<img>", runs: 3 },
    { name: "*c*", runs: 12 },
  ];
  expect(markdownTable(columns, rows)).toBe(
    ["| Test | Runs |", "| --- | --: |", String.raw`| a\|b \<img\> | 3 |`, String.raw`| \*c\* | 12 |`, ""].join("\n"),
  );
});

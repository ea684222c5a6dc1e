import { expect, test } from "vitest";
import { whyNothing } from "./whyNothing.ts";

function reason(command: string, junit?: string): string {
  return whyNothing({ command: command.split(" "), junit });
}

test.each([
  ["deno test", "Deno loads nothing of ours"],
  ["/opt/bun/bun test", "Bun itself ran the tests"],
  ["bunx --bun vitest run", "Bun itself ran the tests"],
  ["python3.12 -I -m pytest", "Python was told to ignore its environment"],
  ["python -sE -m pytest", "Python was told to ignore its environment"],
  ["docker run shop npm test", "call backstory run in there"],
  ["bun run test", "no test runner that we know"],
  ["python -m pytest -I", "no test runner that we know"],
  ["python -m unittest", "no test runner that we know"],
  ["make", "have it write JUnit XML, and name that with --junit"],
])("of '%s' it says: %s", (command, said) => {
  expect(reason(command)).toContain(said);
});

test("says which files were not written", () => {
  expect(reason("deno test", "out/*.xml")).toBe(
    "no test runner that we know ran tests, and no file was written that 'out/*.xml' means",
  );
});

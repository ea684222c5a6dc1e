import { expect, test } from "vitest";
import { narrowPlaywright } from "./playwrightNarrowing.ts";

const options = [
  { short: "-c", long: "--config", required: true },
  { short: "-j", long: "--workers", required: true },
  { long: "--project", required: true, variadic: true },
  { long: "--only-changed", optional: true },
  { short: "-g", long: "--grep", required: true },
  { long: "--headed" },
];
const load = () => ({ program: { commands: [{ name: () => "test", options }] } });
const plan = {
  ...{ runner: "playwright", cwd: "/", argv: [], of: "A" },
  tests: [{ suite: "|web| e2e/a.spec.ts > Cart", name: "adds (1)", file: "e2e/a.spec.ts", line: 3 }],
};

function wordsOf(words: readonly string[]): string[] {
  return narrowPlaywright(["node", "cli.js", "test", ...words], plan, load).slice(3);
}

test.each<[string, string[], string[]]>([
  ["no words", [], []],
  ["files", ["e2e", "a.spec.ts:7"], []],
  [
    "values of options",
    ["-c", "x.config.ts", "e2e", "-j", "2", "--headed"],
    ["-c", "x.config.ts", "-j", "2", "--headed"],
  ],
  ["values in one word", ["--workers=2", "e2e"], ["--workers=2"]],
  ["several values", ["--project", "web", "mobile", "--headed", "e2e"], ["--project", "web", "mobile", "--headed"]],
  ["names of the user", ["-g", "adds", "--grep=pays", "e2e"], []],
])("the file and line of the test stand in the place of %s", (_, words, kept) => {
  expect(wordsOf(words).slice(0, -1)).toEqual(["e2e\\/a\\.spec\\.ts:3", ...kept]);
});

test("its name tells it from others in the same line and from other projects", () => {
  const pattern = new RegExp((wordsOf([]).at(-1) as string).replace(/^--grep=/, ""));
  expect("web a.spec.ts Cart adds (1)").toMatch(pattern);
  expect("web e2e/a.spec.ts Cart adds (1) @slow").toMatch(pattern);
  expect("mobile e2e/a.spec.ts Cart adds (1)").not.toMatch(pattern);
  expect("web e2e/a.spec.ts Cart adds (2)").not.toMatch(pattern);
  expect("web e2e/b.spec.ts Cart adds (1)").not.toMatch(pattern);
});

test("a Playwright whose parser cannot be asked keeps the values that are known", () => {
  const words = ["node", "cli.js", "test", "--retries", "2", "e2e", "--headed"];
  const fails = () => {
    throw new Error("no such module");
  };
  expect(narrowPlaywright(words, plan, fails).slice(4, -1)).toEqual(["--retries", "2", "--headed"]);
});

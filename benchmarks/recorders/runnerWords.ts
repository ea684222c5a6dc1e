/** How a runner is started with one of the benchmark's reporters, and how a file of trivial tests is written for it. */
export interface BenchedRunner {
  readonly folder: string | undefined;
  readonly packages: readonly string[];
  /** What runs without us: a reporter that does nothing, or the runner's own where ours prints the same. */
  readonly bare: string;
  readonly report: string;
  words(reporter: "null" | "backstory" | "report" | "timed"): readonly string[];
  file(index: number, tests: readonly string[]): readonly [path: string, text: string];
}

const nothing = "a reporter that does nothing";
const describeFile = (head: string) => (index: number, tests: readonly string[]) =>
  [`test/cart${index}.test.js`, `${head}describe("cart ${index}", () => {\n${tests.join("\n")}\n});\n`] as const;
const equal = 'const { equal } = require("node:assert/strict");\n';

/** The runners besides Vitest, which has a benchmark of its own. */
export const benchedRunners: Readonly<Record<"jest" | "playwright" | "mocha" | "node:test", BenchedRunner>> = {
  jest: {
    folder: "jest-newest",
    packages: ["jest"],
    bare: nothing,
    report: "json",
    words: (reporter) => [
      ...["node_modules/jest/bin/jest.js", "--rootDir=.", "--maxWorkers=2", "--no-cache"],
      ...(reporter === "report" ? ["--json", "--outputFile=report.json"] : []),
      `--reporters=${{ null: "./null.cjs", report: "./null.cjs", backstory: "backstory/jest", timed: "./timed.cjs" }[reporter]}`,
    ],
    file: describeFile(equal),
  },
  playwright: {
    folder: "playwright-newest",
    packages: ["@playwright/test", "playwright", "playwright-core"],
    bare: nothing,
    report: "json",
    words: (reporter) => [
      ...["node_modules/@playwright/test/cli.js", "test", "--workers=2"],
      `--reporter=${{ null: "./null.cjs", report: "json", backstory: "backstory/playwright", timed: "./timed.cjs" }[reporter]}`,
    ],
    file: (index, tests) => [
      `test/cart${index}.spec.js`,
      `${equal}const { test } = require("@playwright/test");\ntest.describe("cart ${index}", () => {\n${tests.join("\n")}\n});\n`,
    ],
  },
  mocha: {
    folder: "mocha-newest",
    packages: ["mocha"],
    bare: nothing,
    report: "json",
    words: (reporter) => {
      const own = { null: "./null.cjs", report: "json", backstory: "backstory/mocha", timed: "./timed.cjs" }[reporter];
      const inner = {
        null: [],
        report: ["output=report.json"],
        backstory: ["reporter=./null.cjs"],
        timed: ["reporter=./null.cjs"],
      }[reporter];
      const options = inner.flatMap((option) => ["--reporter-option", option]);
      return ["node_modules/mocha/bin/mocha.js", "test", "--reporter", own, ...options];
    },
    file: (index, tests) => [
      `test/cart${index}.test.js`,
      `${equal}describe("cart ${index}", () => {\n${tests.join("\n").replaceAll("  test(", "  it(")}\n});\n`,
    ],
  },
  "node:test": {
    folder: undefined,
    packages: [],
    bare: "spec",
    report: "junit",
    words: (reporter) => [
      "--test",
      `--test-reporter=${{ null: "spec", report: "junit", backstory: "backstory/node-test", timed: "./timed.mjs" }[reporter]}`,
      `--test-reporter-destination=${reporter === "report" ? "report.xml" : "stdout"}`,
      // Beside another reporter ours prints nothing: its own time is what is wanted.
      ...(reporter === "timed" ? ["--test-reporter=./null.mjs", "--test-reporter-destination=stderr"] : []),
      "test/",
    ],
    file: describeFile(`${equal}const { describe, test } = require("node:test");\n`),
  },
};

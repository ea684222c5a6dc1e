import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeOf, runnerFolder } from "./runnerProject.ts";

/** One version of one runner, with a small suite for it. */
export interface RunnerSuite {
  readonly title: string;
  /** The runner's name in records. */
  readonly runner: string;
  /** The folder of test/runners. */
  readonly folder: string;
  readonly packages: readonly string[];
  /** The Node that it runs on, and the words behind it. Undefined when there is no such Node here. */
  readonly command: readonly string[] | undefined;
  readonly files: Readonly<Record<string, string>>;
  /** A file of tests with this body, in which `test` makes one. */
  readonly fileOf: (name: string, body: string) => Readonly<Record<string, string>>;
  /** The word that lets a test take its time, and the words that leave handles behind and run in several processes. */
  readonly patient: string;
  readonly leaving: readonly string[];
  readonly inWorkers: readonly string[];
  /** The configuration by which the project records without us, and what has to be said for it to count. */
  readonly recording: { readonly files: Readonly<Record<string, string>>; readonly words: readonly string[] };
}

/** What the suite holds: `adds` and `orders` pass, `is mended` fails the first time, `stays (broken)` while it is told to. */
const cart = (test: string, more = "") => `
  import { existsSync, writeFileSync } from "node:fs";
  ${more}
  describe("Cart [1]", () => {
    ${test}("adds", () => { if (process.env.NODE_OPTIONS || process.env.BACKSTORY_PRELOAD) throw new Error("the environment differs"); });
    ${test}("is mended", () => {
      if (existsSync("mended")) return;
      writeFileSync("mended", "");
      throw new Error("not yet");
    });
    for (const word of ["broken", "sound"]) {
      ${test}(\`stays (\${word})\`, () => { if (word === "broken" && process.env.STAYS_BROKEN) throw new Error("still broken"); });
    }
  });
`;
const order = (test: string, more = "") => `${more} ${test}("orders", () => {});`;

/** The same module as CommonJS. */
function asCommonJs(text: string): string {
  return text.replace(/import (\{[^}]+\}) from ("[^"]+");/g, "const $1 = require($2);");
}

const vitest = `import { describe, test } from "vitest";`;
const playwright = `import { test } from "@playwright/test"; const { describe } = test;`;
const nodeTest = `import { describe, test } from "node:test";`;

const kinds: Readonly<
  Record<string, Omit<RunnerSuite, "title" | "folder" | "command"> & { words: readonly string[] }>
> = {
  vitest: {
    runner: "vitest",
    packages: ["vitest"],
    words: ["node_modules/vitest/vitest.mjs", "run", "--no-color"],
    files: { "cart.test.mjs": cart("test", vitest), "order.test.mjs": order("test", vitest) },
    fileOf: (name, body) => ({ [`${name}.test.mjs`]: `${vitest}\n${body}` }),
    patient: "--testTimeout=60000",
    leaving: [],
    inWorkers: ["--pool=forks"],
    recording: {
      files: { "recording.config.mjs": `export default { test: { reporters: ["default", "backstory/vitest"] } };` },
      words: ["--config=recording.config.mjs"],
    },
  },
  playwright: {
    runner: "playwright",
    packages: ["@playwright/test"],
    words: ["node_modules/@playwright/test/cli.js", "test", "--reporter=line", "--workers=1"],
    files: {
      "cart.spec.js": asCommonJs(cart("test", playwright)),
      "order.spec.js": asCommonJs(order("test", playwright)),
      "playwright.config.js": `module.exports = { projects: [{ name: "a" }] };`,
    },
    fileOf: (name, body) => ({ [`${name}.spec.js`]: `${asCommonJs(playwright)}\n${body}` }),
    patient: "--timeout=60000",
    leaving: [],
    inWorkers: ["--workers=2"],
    recording: { files: {}, words: ["--reporter=line,backstory/playwright"] },
  },
  jest: {
    runner: "jest",
    packages: ["jest"],
    words: ["node_modules/jest/bin/jest.js"],
    files: { "cart.test.js": asCommonJs(cart("test")), "order.test.js": order("test") },
    fileOf: (name, body) => ({ [`${name}.test.js`]: body }),
    patient: "--testTimeout=60000",
    leaving: ["--forceExit"],
    inWorkers: ["--maxWorkers=2"],
    recording: { files: {}, words: ["--reporters=default", "--reporters=backstory/jest"] },
  },
  mocha: {
    runner: "mocha",
    packages: ["mocha"],
    words: ["node_modules/mocha/bin/MOCHA"],
    files: { "test/cart.js": asCommonJs(cart("it")), "test/order.js": order("it") },
    fileOf: (name, body) => ({ [`test/${name}.js`]: `const test = it;\n${body}` }),
    patient: "--timeout=60000",
    leaving: ["--exit"],
    inWorkers: ["--parallel", "--jobs=2"],
    recording: { files: {}, words: ["--reporter=backstory/mocha"] },
  },
  node: {
    runner: "node:test",
    packages: [],
    words: ["--test"],
    files: { "cart.test.mjs": cart("test", nodeTest), "order.test.mjs": order("test", nodeTest) },
    fileOf: (name, body) => ({ [`${name}.test.mjs`]: `${nodeTest}\n${body}` }),
    patient: "--test-timeout=60000",
    leaving: ["--test-force-exit"],
    inWorkers: [],
    recording: {
      files: {},
      words: [
        ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
        ...["--test-reporter=backstory/node-test", "--test-reporter-destination=stdout"],
      ],
    },
  },
};

/** Every runner in its oldest and its newest version. */
export const runnerSuites: readonly RunnerSuite[] = Object.entries(kinds).flatMap(([kind, { words, ...suite }]) =>
  ["oldest", "newest"].map((version) => {
    const folder = `${kind}-${version}`;
    return { ...suite, title: `${kind}, ${version}`, folder, command: commandOf(folder, words) };
  }),
);

/** The newest Vitest does not run on Node 20. */
function commandOf(folder: string, words: readonly string[]): readonly string[] | undefined {
  const node = folder.startsWith("node-")
    ? nodeOf(folder)
    : folder === "vitest-newest"
      ? nodeOf("node-22")
      : process.execPath;
  return node === undefined ? undefined : [node, ...words.map((word) => word.replace("MOCHA", () => mochaBin(folder)))];
}

function mochaBin(folder: string): string {
  const text = readFileSync(join(runnerFolder(folder), "node_modules/mocha/package.json"), "utf8");
  return (JSON.parse(text) as { bin: { mocha: string } }).bin.mocha.replace(/^.*bin\//, "");
}

/** Lines that depend on how long something took: times, advice, and tests that are told of when they are slow. */
const timely = /^\s*(Duration|Start at|Time:|✓|✔|$)|isolate|slow/i;
const ofTheMachine = /node_modules|node:internal|\(node:\d+\)/;

/** What a runner printed, without what differs from run to run, and in an order that does not. */
export function timelessLines(output: string): string[] {
  return (
    output
      .replace(/ *\(?\d+(\.\d+)?\s?(ms|s)\b\)?/g, "")
      .replace(/duration_ms:? [\d.]+/g, "duration_ms")
      // Vitest 3.0 hides the cursor once more where its defaults are asked for.
      .replaceAll("\x1b[?25l", "")
      .split("\n")
      .filter((line) => !timely.test(line) && !ofTheMachine.test(line))
      .map((line) => line.trimEnd())
      .sort()
  );
}

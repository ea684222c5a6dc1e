import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BackstoryRecord, recordSchema } from "@backstory/model";

/** What a recorder kept of an example suite, and how the runner's process ended. */
export interface RecordedExample {
  readonly title: string;
  readonly status: number | null;
  readonly records: readonly BackstoryRecord[];
}

interface Example {
  readonly title: string;
  readonly folder: string;
  /** The folder of test/runners, and the packages in it that the suite needs. */
  readonly runner?: string;
  readonly packages?: readonly string[];
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

const root = fileURLToPath(new URL("../../../", import.meta.url));
const python = process.env["BACKSTORY_PYTHON"] ?? join(root, ".venvs/pytest-newest/bin/python");

/** The packages of the repository itself, from the folder of the runners: our fixtures must find the same one as the suite. */
const inRepository = "../..";

const examples: readonly Example[] = [
  {
    title: "pytest",
    folder: "pytest",
    command: [python, "-m", "pytest", "-p", "pytest_backstory.plugin", "-p", "no:cacheprovider", "-n", "2"],
    env: { PYTHONPATH: join(root, "python/src") },
  },
  {
    title: "Vitest",
    folder: "vitest",
    runner: inRepository,
    packages: ["vitest"],
    command: [process.execPath, "node_modules/vitest/vitest.mjs", "run"],
  },
  {
    title: "Playwright",
    folder: "playwright",
    runner: inRepository,
    packages: ["@playwright/test", "playwright", "playwright-core"],
    command: [process.execPath, "node_modules/@playwright/test/cli.js", "test"],
  },
  {
    title: "Jest",
    folder: "jest",
    runner: "jest-newest",
    packages: ["jest"],
    command: [process.execPath, "node_modules/jest/bin/jest.js"],
  },
  {
    title: "Mocha",
    folder: "mocha",
    runner: "mocha-newest",
    packages: ["mocha"],
    command: [process.execPath, "node_modules/mocha/bin/mocha.js", "--parallel"],
  },
  {
    title: "node:test",
    folder: "node-test",
    command: [process.execPath, "--test", "--test-reporter=backstory/node-test"],
  },
];

/** Runs the suites of examples/runners, each with the real runner in a process of its own, and reads what was recorded. */
export async function recordedExamples(): Promise<readonly RecordedExample[]> {
  const recorded: RecordedExample[] = [];
  for (const example of examples) recorded.push(await recordedExample(example));
  return recorded;
}

async function recordedExample({ title, folder, runner = "", packages = [], command, env }: Example) {
  const place = mkdtempSync(join(tmpdir(), "backstory-example-"));
  try {
    cpSync(join(root, "examples/runners", folder), place, { recursive: true });
    link(join(root, "packages/client"), join(place, "node_modules/backstory"));
    for (const name of packages) {
      link(join(root, "test/runners", runner, "node_modules", name), join(place, "node_modules", name));
    }
    const spool = join(place, "spool");
    const status = await ended(command, place, { ...userEnvironment(), BACKSTORY_SPOOL: spool, ...env });
    const [file, ...others] = (existsSync(spool) ? readdirSync(spool) : []).filter((name) => name.endsWith(".ndjson"));
    if (file === undefined || others.length > 0) throw new Error(`${title} did not leave one submission`);
    const lines = readFileSync(join(spool, file), "utf8").trimEnd().split("\n");
    return { title, status, records: lines.map((line) => recordSchema.parse(JSON.parse(line))) };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The environment of this process, without what tells a recorder or a runner that it runs inside another one. */
function userEnvironment(): NodeJS.ProcessEnv {
  const inner = /^(?:BACKSTORY_|VITEST|NODE_TEST_CONTEXT|NODE_OPTIONS|PYTEST_|TEST$|NODE_ENV$|CI$|GITHUB_)/;
  const rest = Object.entries(process.env).filter(([name]) => !inner.test(name));
  return { ...Object.fromEntries(rest), BACKSTORY_URL: "http://127.0.0.1:9", BACKSTORY_WAIT_SECONDS: "0" };
}

function link(to: string, at: string): void {
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(to, at);
}

function ended([program = "", ...words]: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
  return new Promise<number | null>((resolve, reject) => {
    const child = spawn(program, words, { cwd, env, stdio: "ignore" });
    child.once("error", reject);
    child.once("close", resolve);
  });
}

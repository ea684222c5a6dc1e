import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { userEnvironment } from "../support/userEnvironment.ts";
import {
  backstoryProgram,
  type Timed,
  type VitestProject,
  vitestProgram,
  vitestProject,
  withoutTimes,
} from "../support/vitestProject.ts";

// `backstory run` around Vitest in a project that knows nothing of Backstory. Nothing listens where it would send to.
const nowhere = { BACKSTORY_URL: "http://127.0.0.1:9" };

const suite = {
  "package.json": `{ "type": "module", "scripts": { "test": "vitest run" } }`,
  "cart.test.js": `
    import { expect, test } from "vitest";
    test("adds", () => { console.log(process.env.NODE_OPTIONS ?? "no options", process.execArgv.join(" ")); });
    test("fails", () => { expect({ total: 1 }).toEqual({ total: 2 }); });
  `,
  "order.test.js": `import { test } from "vitest"; test("orders", () => {});`,
  "quiet.config.js": `export default { test: { reporters: ["dot", ["json", { outputFile: "own.json" }]] } };`,
  "single.config.js": `export default { test: { reporters: "verbose" } };`,
  "recording.config.js": `export default { test: { reporters: ["default", "backstory/vitest"] } };`,
  "projects.config.js": `export default { test: { projects: ["inner/vitest.config.js"] } };`,
  "inner/vitest.config.js": `export default { test: { name: "inner" } };`,
  "inner/inner.test.js": `import { test } from "vitest"; test("is inside", () => {});`,
  "broken.config.js": `throw new Error("this configuration is broken");`,
};

let project: VitestProject;

beforeAll(() => {
  project = vitestProject(suite);
});

afterAll(() => project.remove());

afterEach(() => rmSync(project.spool, { recursive: true, force: true }));

function run(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Timed> {
  return project.backstory(["run", "--", ...command], { ...nowhere, ...env });
}

function recordedNames(): string[] {
  return project
    .spooled()
    .flatMap((path) => readFileSync(path, "utf8").trimEnd().split("\n"))
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === "result")
    .map(({ name }) => name)
    .sort();
}

/** What was printed, whatever the order of files: Vitest begins with those that failed or took long the last time. */
function lines(output: string): string[] {
  return withoutTimes(output).split("\n").sort();
}

function withoutOurLine(text: string): string {
  return text.replace(/^Backstory: .*\n/gm, "");
}

describe("Vitest prints and ends as without us, and every test is recorded", () => {
  const all = ["adds", "fails", "is inside", "orders"];
  test.each<[string, string[], string[]]>([
    ["with the default reporters", ["run"], all],
    ["with reporters of the command line", ["run", "--reporter=tap-flat", "--reporter=dot"], all],
    ["with reporters of the configuration", ["run", "--config=quiet.config.js"], all],
    ["with one reporter as a word", ["run", "--config=single.config.js"], all],
    ["with filters and excluded files", ["run", "cart", "order", "--exclude=order.test.js"], ["adds", "fails"]],
    ["with a line", ["run", "cart.test.js:4"], ["adds", "fails"]],
    ["with a name", ["run", "-t", "orders"], all],
    ["with options before the command", ["--no-color", "run", "order"], ["orders"]],
    ["with projects that have their own configuration", ["run", "--config=projects.config.js"], ["is inside"]],
    ["with no tests", ["run", "nothing-of-that-name"], []],
  ])("%s", async (_, words, names) => {
    const args = [...words, "--no-file-parallelism"];
    const plain = await project.vitest(args.slice(words[0] === "run" ? 1 : 0));
    const ownReport = join(project.folder, "own.json");
    const own = existsSync(ownReport) ? readFileSync(ownReport, "utf8").length : 0;
    const recorded = await run([process.execPath, vitestProgram, ...args]);
    expect(recorded.status).toBe(plain.status);
    expect(lines(recorded.stdout)).toEqual(lines(plain.stdout));
    expect(lines(withoutOurLine(recorded.stderr))).toEqual(lines(plain.stderr));
    if (own > 0) expect(Math.abs(readFileSync(ownReport, "utf8").length - own)).toBeLessThan(100);
    rmSync(ownReport, { force: true });
    expect(recordedNames()).toEqual(names);
  });
});

describe("Vitest is known however it is called", () => {
  test.each<[string, string[]]>([
    ["npx vitest", ["npx", "vitest", "run", "order"]],
    ["npm test", ["npm", "test", "--", "order"]],
    ["its program in node_modules/.bin", ["node_modules/.bin/vitest", "run", "order"]],
    ["a shell", ["sh", "-c", "node_modules/.bin/vitest run order"]],
  ])("by %s", async (_, command) => {
    const { status, stderr } = await run(command);
    expect(status, stderr).toBe(0);
    expect(recordedNames()).toEqual(["orders"]);
  });
});

test("a configuration that records already records once", async () => {
  await run([process.execPath, vitestProgram, "run", "order", "--config=recording.config.js"]);
  expect(recordedNames()).toEqual(["orders"]);
});

test.each([
  ["--version", ["--version"]],
  ["--help", ["--help"]],
  ["a broken configuration", ["run", "--config=broken.config.js"]],
  ["another command", ["list"]],
])("Vitest's command line answers %s itself", async (_, words) => {
  const plain = await project.backstory(["run", "--", process.execPath, vitestProgram, ...words], {
    ...nowhere,
    NODE_OPTIONS: "",
  });
  const bare = await bareVitest(words);
  expect(plain.status).toBe(bare.status);
  expect(withoutTimes(plain.stdout)).toBe(withoutTimes(bare.stdout));
  const [first, firstBare] = [plain, bare].map(({ stderr }) => withoutOurLine(withoutTimes(stderr)).split("\n")[0]);
  expect(first).toBe(firstBare);
  expect(project.spooled()).toEqual([]);
});

describe("any other command", () => {
  test.each([
    ["its exit status", ["sh", "-c", "exit 7"], 7],
    ["that it was not found", ["no-such-command-anywhere"], 127],
  ])("hands on %s", async (_, command, status) => {
    expect((await run(command)).status).toBe(status);
  });

  test("gets its input, and its output is ours", async () => {
    const child = spawn(process.execPath, [backstoryProgram, "run", "--", "cat"], {
      cwd: project.folder,
      env: { ...userEnvironment(), ...nowhere },
      stdio: ["pipe", "pipe", "ignore"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stdin.end("through and through");
    await new Promise((resolve) => child.once("close", resolve));
    expect(output).toBe("through and through");
  });

  test("gets our signals, and we end by the signal that ended it", async () => {
    const child = spawn(process.execPath, [backstoryProgram, "run", "--", "sh", "-c", "echo up; exec sleep 60"], {
      cwd: project.folder,
      env: { ...userEnvironment(), ...nowhere },
      stdio: ["ignore", "pipe", "ignore"],
    });
    child.stdout.once("data", () => child.kill("SIGTERM"));
    const signal = await new Promise((resolve) => child.once("close", (_, ended) => resolve(ended)));
    expect(signal).toBe("SIGTERM");
  });
});

function bareVitest(words: readonly string[]): Promise<Timed> {
  // `vitest()` of the project puts `run` first; these words stand alone.
  return project.backstory(
    ["run", "--", "env", "-u", "NODE_OPTIONS", process.execPath, vitestProgram, ...words],
    nowhere,
  );
}

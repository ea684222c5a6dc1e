import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { type FaultyServer, faults } from "../support/faultyServers.ts";
import { type RunnerProject, runnerProject } from "../support/runnerProject.ts";
import { type RunnerSuite, runnerSuites } from "../support/runnerSuites.ts";

// Several processes a test, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000 });

// What goes wrong around a recorder is not made worse by it: the runner ends as without it, nothing hangs, and what was
// finished is on disk. Nothing listens where results would be sent to, unless a test says so.

const calm = `test("calm", () => {});`;

// Node's own test runner hangs by itself when a test throws the trap.
const hostile = `
  const traps = { get() { throw new Error("trap"); }, ownKeys() { throw new Error("trap"); }, has() { throw new Error("trap"); } };
  test("throws a circle", () => { const circle = { name: "circle" }; circle.self = circle; throw circle; });
  test("throws a proxy", () => { throw new Proxy(new Error("behind"), {}); });
  test("leaves a timer", () => { setInterval(() => {}, 1_000); });
  if (!process.env.NODE_TEST_CONTEXT) test("throws a trap", () => { throw new Proxy({}, traps); });
`;

const exiting = `
  test("before", () => {});
  test("exits", async () => { await new Promise((resolve) => setTimeout(resolve, 300)); process.exit(3); });
`;

const dying = `test("dies", async () => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  process.kill(process.pid, "SIGKILL");
});`;

const flooding = `test("floods", async () => {
  const megabyte = \`\${"x".repeat(1_048_575)}\\n\`;
  for (let count = 0; count < 100; count++) {
    process.stdout.write(megabyte);
    // Jest tells nobody that something was written.
    await new Promise((resolve) => setTimeout(resolve));
  }
});`;

const waiting = `
  test("before", () => {});
  test("waits", () => new Promise((resolve) => setTimeout(resolve, 20_000)));
`;

const suites = runnerSuites.filter(({ folder }) => folder.endsWith("-newest"));

describe.each(suites.filter(({ command }) => command !== undefined))("$title", (suite) => {
  test("circles, proxies and timers that tests leave change nothing", async () => {
    const { records, statuses } = await bothWays(suite, { hostile, calm }, suite.leaving);
    expect(statuses.recorded).toBe(statuses.bare);
    expect(statuses.bare).not.toBe(0);
    expect(named(records, "calm")).toMatchObject([{ status: "passed" }]);
    expect(named(records, "throws a circle")).toMatchObject([{ status: "failed", failure: {} }]);
    expect(named(records, "throws a proxy")).toMatchObject([{ status: "failed", failure: {} }]);
    // With --test-force-exit Node does not wait for its reporters: the results are there, the end may not be.
    if (suite.runner !== "node:test") expect(records.at(-1)).toMatchObject({ kind: "end" });
  });

  test("a test that ends its process changes nothing, and loses nothing that was finished", async () => {
    const { records, statuses } = await bothWays(suite, { exiting });
    expect(statuses.recorded).toBe(statuses.bare);
    expect(named(records, "before")).toMatchObject([{ status: "passed" }]);
  });

  test("a worker that is killed changes nothing, and the run is whole", async () => {
    const { records, statuses } = await bothWays(suite, { dying, calm }, suite.inWorkers);
    expect(statuses.recorded).toBe(statuses.bare);
    expect(statuses.bare).not.toBe(0);
    expect(named(records, "calm")).toMatchObject([{ status: "passed" }]);
    expect(records.some(({ kind, status }) => kind === "error" || status === "broken" || status === "failed")).toBe(
      true,
    );
    expect(records.at(-1)).toMatchObject({ kind: "end" });
  });

  test("100 MB of output are no matter", async () => {
    const project = projectWith(suite, { flooding });
    const child = start(project, { suite, words: [suite.patient] });
    child.stdout?.resume();
    child.stderr?.resume();
    expect(await ended(child)).toBe(0);
    expect(named(recordsOf(project), "floods")).toMatchObject([{ status: "passed" }]);
    project.remove();
  });

  test("after kill -9 of the runner everything that was finished is in the spool", async () => {
    const project = projectWith(suite, { waiting });
    const child = start(project, { suite, words: [suite.patient] });
    child.stdout?.resume();
    child.stderr?.resume();
    await expect.poll(() => named(recordsOf(project), "before"), { timeout: 30_000 }).toHaveLength(1);
    child.kill("SIGKILL");
    expect(await ended(child)).toBe("SIGKILL");
    expect(recordsOf(project).map(({ kind, status }) => status ?? kind)).toEqual(["submission", "passed"]);
    project.remove();
  });

  test.each(["accepts and says nothing", "cuts connections in the middle of the body"])(
    "a server that %s changes nothing",
    async (name) => {
      const project = projectWith(suite, { calm });
      const server = (await faults[name]?.("")) as FaultyServer;
      const [node = "", ...words] = suite.command as readonly string[];
      const env = { BACKSTORY_URL: server.address };
      const { status, stderr } = await project.run([...words, ...suite.recording.words], { node, env });
      await server.close();
      expect(status, stderr).toBe(0);
      expect(
        stderr.match(/^Backstory: 3 records could not be sent to .+ send them with: backstory flush$/gm),
      ).toHaveLength(1);
      expect(recordsOf(project).map(({ kind }) => kind)).toEqual(["submission", "result", "end"]);
      project.remove();
    },
  );
});

interface Line {
  readonly kind: string;
  readonly name?: string;
  readonly status?: string;
  readonly failure?: object;
}

function projectWith(suite: RunnerSuite, bodies: Readonly<Record<string, string>>): RunnerProject {
  const files = Object.entries(bodies).map(([name, body]) => suite.fileOf(name, body));
  const all = Object.assign({}, ...files, suite.recording.files) as Record<string, string>;
  return runnerProject(all, { runner: suite.folder, packages: suite.packages });
}

function start(project: RunnerProject, { suite, words }: { suite: RunnerSuite; words: readonly string[] }) {
  const [node = "", ...program] = suite.command as readonly string[];
  return project.start([...program, ...words, ...suite.recording.words], { node });
}

/** Runs the tests without and with the recorder, each in a project of its own. */
async function bothWays(suite: RunnerSuite, bodies: Readonly<Record<string, string>>, more: readonly string[] = []) {
  const [node = "", ...program] = suite.command as readonly string[];
  const projects = [projectWith(suite, bodies), projectWith(suite, bodies)] as const;
  const words = [...program, ...more];
  const [bare, recorded] = await Promise.all([
    projects[0].run(words, { node }),
    projects[1].run([...words, ...suite.recording.words], { node }),
  ]);
  const records = recordsOf(projects[1]);
  for (const project of projects) project.remove();
  return { records, statuses: { bare: bare.status, recorded: recorded.status } };
}

function recordsOf(project: RunnerProject): Line[] {
  const [path] = project.spooled().filter((each) => each.endsWith(".ndjson"));
  if (path === undefined) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}

function named(records: readonly Line[], name: string): Line[] {
  return records.filter((record) => record.kind === "result" && record.name === name);
}

function ended(child: ReturnType<typeof start>): Promise<number | string | null> {
  return new Promise((resolve) => child.once("close", (status, signal) => resolve(signal ?? status)));
}

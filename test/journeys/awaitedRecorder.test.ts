import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { resultsIn, runnerProject } from "../support/runnerProject.ts";

const client = join(root, "packages/client/dist");

/** A process that records three results with a recorder that begins once something is known, and says what it was. */
function program(known: string): string {
  return `
    import { Recorder } from "${client}/recorder.js";
    import { AwaitedRecorder } from "${client}/recording/awaitedRecorder.js";
    const recorder = new AwaitedRecorder(${known}, (known) => Recorder.begin({
      recorder: { name: "ours" }, runner: { name: "theirs" }, startedAt: new Date().toISOString(), ...known,
    }));
    for (const name of ["one", "two", "three"]) {
      recorder.do((begun) => begun.record({
        kind: "result", resultId: name, suite: "s", name, status: "passed", startedAt: new Date().toISOString(), durationMs: 1,
      }));
    }
  `;
}

test("what is recorded before a recorder begins stands after its first line, in its order", async () => {
  const project = runnerProject({
    "ends.mjs": `${program("new Promise((resolve) => setTimeout(resolve, 50, { labels: { late: ['yes'] } }))")}
      await recorder.end(3);`,
  });
  await project.run(["ends.mjs"]);
  const records = project.takeRecords();
  expect(records[0]).toMatchObject({ kind: "submission", labels: { late: ["yes"] } });
  expect(resultsIn(records).map(({ name }) => name)).toEqual(["one", "two", "three"]);
  expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 3 });
  project.remove();
});

test("a process that ends before its recorder began loses nothing that was recorded", async () => {
  const project = runnerProject({ "exits.mjs": `${program("new Promise(() => {})")} process.exit(7);` });
  const { status } = await project.run(["exits.mjs"]);
  const records = project.takeRecords();
  expect(status).toBe(7);
  expect(resultsIn(records).map(({ name }) => name)).toEqual(["one", "two", "three"]);
  expect(records.at(-1)?.kind).toBe("result");
  project.remove();
});

test("a process that ends before its recorder began, and was told to end, has its end", async () => {
  const project = runnerProject({
    "exits.mjs": `${program("new Promise(() => {})")} recorder.end(3); process.exit(7);`,
  });
  await project.run(["exits.mjs"]);
  const records = project.takeRecords();
  expect(resultsIn(records).map(({ name }) => name)).toEqual(["one", "two", "three"]);
  expect(records.at(-1)).toMatchObject({ kind: "end", exitStatus: 3 });
  project.remove();
});

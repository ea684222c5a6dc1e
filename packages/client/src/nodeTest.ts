import { spec } from "node:test/reporters";
import { context } from "./context.ts";
import { FactsFolder } from "./inTest/factsFolder.ts";
import { NodeTestRun } from "./nodeTest/nodeTestRun.ts";
import { isAlone, shardOf } from "./nodeTest/nodeWords.ts";
import type { TestEvent } from "./nodeTest/testEvent.ts";
import { Recorder } from "./recorder.ts";
import { Guard } from "./recording/guard.ts";
import { isNested } from "./recording/isNested.ts";
import { version } from "./version.ts";

interface Recording {
  readonly recorder: Recorder;
  readonly run: NodeTestRun;
  readonly facts: FactsFolder | undefined;
}

/**
 * Records what Node's test runner runs: `node --test --test-reporter=backstory/node-test`. As the only reporter it prints
 * what `spec` prints, beside others nothing. Without a destination in the environment nothing is recorded.
 */
// An arrow function: Node takes any other one for a class.
const backstory = (source: AsyncIterable<unknown>): AsyncGenerator<string> => {
  const isOn = Recorder.isWanted() && !isNested({}) && !process.execArgv.includes("--watch");
  // Workers inherit its address: it is there before they are.
  const facts = isOn ? FactsFolder.open() : undefined;
  return reported(source as AsyncIterable<TestEvent>, isOn ? begun(facts) : undefined);
};

/** @alias */
// biome-ignore lint/style/noDefaultExport: Node loads a reporter by its default export.
export default backstory;

async function* reported(
  source: AsyncIterable<TestEvent>,
  beginning: Promise<Recording | undefined> | undefined,
): AsyncGenerator<string> {
  const recording = await beginning;
  const guard = new Guard();
  const printer = isAlone() ? new spec() : undefined;
  const leave = () => guard.run(() => leaveEarly(recording));
  process.prependOnceListener("exit", leave);
  for await (const event of source) {
    if (recording !== undefined) guard.run(() => recording.run.take(event));
    if (printer === undefined) continue;
    printer.write(event);
    for (let text = printer.read(); text !== null; text = printer.read()) yield String(text);
  }
  printer?.end();
  for await (const text of printer ?? []) yield String(text);
  process.off("exit", leave);
  if (recording === undefined) return;
  guard.run(() => recording.run.finish());
  await recording.recorder.end(exitStatus(recording.run));
  recording.facts?.remove();
}

async function begun(facts: FactsFolder | undefined): Promise<Recording | undefined> {
  const startedAt = new Date().toISOString();
  const root = process.cwd();
  const where = await context(root);
  const shard = shardOf(process.execArgv);
  const recorder = Recorder.begin({
    recorder: { name: "backstory/node-test", version },
    runner: { name: "node:test", version: process.versions.node },
    startedAt,
    ...(shard === undefined ? {} : { shard }),
    ...where,
  });
  return recorder && { recorder, run: new NodeTestRun({ recorder, facts, root }), facts };
}

/** With `--test-force-exit` Node ends when the last test is over, and waits for no reporter. */
function leaveEarly(recording: Recording | undefined): void {
  if (recording === undefined || !process.execArgv.includes("--test-force-exit") || !recording.run.isOver) return;
  recording.recorder.record({
    kind: "end",
    finishedAt: new Date().toISOString(),
    exitStatus: exitStatus(recording.run),
  });
}

/** Node sets it when the last test is over, which may be after that was told. */
function exitStatus(run: NodeTestRun): number {
  return Number(process.exitCode ?? 0) || (run.hasFailed ? 1 : 0);
}

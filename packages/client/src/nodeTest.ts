import { Transform, type TransformCallback } from "node:stream";
import { spec } from "node:test/reporters";
import { context } from "./context.ts";
import { FactsFolder } from "./inTest/factsFolder.ts";
import { NodeTestRun } from "./nodeTest/nodeTestRun.ts";
import { isAlone, shardOf } from "./nodeTest/nodeWords.ts";
import type { TestEvent } from "./nodeTest/testEvent.ts";
import { Recorder } from "./recorder.ts";
import { AwaitedRecorder } from "./recording/awaitedRecorder.ts";
import { isNested } from "./recording/isNested.ts";
import { version } from "./version.ts";

/**
 * Records what Node's test runner runs: `node --test --test-reporter=backstory/node-test`. As the only reporter it prints
 * what `spec` prints, beside others nothing. Without a destination in the environment nothing is recorded.
 */
// A stream, not a generator: for those Node makes a promise for each event.
export class BackstoryReporter extends Transform {
  readonly #run = isWanted() ? begin() : undefined;
  readonly #printer = isAlone() ? new spec() : undefined;

  constructor() {
    super({ writableObjectMode: true });
    this.#printer?.on("data", (text) => this.push(text));
    process.once("exit", this.#leave);
  }

  override _transform(event: TestEvent, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#run?.take(event);
    this.#printer?.write(event);
    callback();
  }

  override _flush(callback: TransformCallback): void {
    process.off("exit", this.#leave);
    void Promise.all([this.#run?.finish(), this.#endPrinting()]).finally(() => callback());
  }

  /** With `--test-force-exit` Node ends when the last test is over, and waits for no reporter. */
  readonly #leave = (): void => {
    if (process.execArgv.includes("--test-force-exit")) this.#run?.leave();
  };

  #endPrinting(): Promise<void> | undefined {
    const printer = this.#printer;
    return printer && new Promise((resolve) => printer.once("end", resolve).end());
  }
}

/** @alias */
// biome-ignore lint/style/noDefaultExport: Node loads a reporter by its default export.
export default BackstoryReporter;

function isWanted(): boolean {
  return Recorder.isWanted() && !isNested({}) && !process.execArgv.includes("--watch");
}

function begin(): NodeTestRun {
  // Workers inherit its address: it is there before they are.
  const facts = FactsFolder.open();
  const root = process.cwd();
  const shard = shardOf(process.execArgv);
  const startedAt = new Date().toISOString();
  const recorder = new AwaitedRecorder(context(root), (where) =>
    Recorder.begin({
      recorder: { name: "backstory/node-test", version },
      runner: { name: "node:test", version: process.versions.node },
      startedAt,
      ...(shard === undefined ? {} : { shard }),
      ...where,
    }),
  );
  return new NodeTestRun({ recorder, facts, root });
}

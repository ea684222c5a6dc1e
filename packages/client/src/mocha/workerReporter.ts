import { createRequire } from "node:module";
import { join } from "node:path";
import { factsVariable } from "../inTest/facts.ts";
import { Guard } from "../recording/guard.ts";
import { JournalWriter } from "./journal.ts";
import type { MochaReporter, MochaReporterClass } from "./loadedMocha.ts";
import type { MochaOptions, MochaRunner } from "./runnable.ts";
import { type RecordedRun, serialRun } from "./serialRun.ts";
import { workerReporterVariable } from "./workerReporterVariable.ts";

let files = 0;

/** The reporter of a worker of Mocha, made for each file: it writes the journal, beside the reporter of Mocha's own. */
class WorkerReporter implements MochaReporter {
  readonly #run: RecordedRun | undefined;
  readonly #mochas: MochaReporter;

  constructor(runner: MochaRunner, options: MochaOptions) {
    const folder = process.env[factsVariable];
    this.#run =
      folder === undefined
        ? undefined
        : serialRun(runner, {
            sink: new JournalWriter(folder),
            guard: new Guard(),
            ids: `${process.pid}-${++files}-`,
            worker: process.env["MOCHA_WORKER_ID"],
            mocha: options,
          });
    this.#mochas = new (mochasReporter())(runner, options);
  }

  done(failures: number, end: (failures: number) => void): void {
    this.#run?.end();
    if (this.#mochas.done === undefined) end(failures);
    else this.#mochas.done(failures, end);
  }
}

function mochasReporter(): MochaReporterClass {
  const require = createRequire(import.meta.url);
  const path = process.env[workerReporterVariable] ?? join(process.argv[1] ?? "", "../reporters/parallel-buffered");
  const found = require(path) as MochaReporterClass & { default?: MochaReporterClass };
  return found.default ?? found;
}

/** Mocha requires a reporter, and is given this. */
export { WorkerReporter as "module.exports" };

import type { ResultToWrite } from "@backstory/model";
import type { Guard } from "../recording/guard.ts";
import { hearAllureHere } from "./allureHere.ts";
import { listen } from "./listen.ts";
import { MochaRun } from "./mochaRun.ts";
import { PrintedHere } from "./printedHere.ts";
import type { MochaOptions, MochaRunnable, MochaRunner } from "./runnable.ts";
import type { Sink } from "./sink.ts";

/** What is told of the run to whoever records it. */
export interface RecordedRun {
  /** The process ends at once: what is held is recorded now. */
  leave(): void;
  /** All tests are over. */
  end(): void;
}

interface SerialOptions {
  readonly sink: Sink;
  readonly guard: Guard;
  readonly ids: string;
  readonly worker?: string | undefined;
  readonly mocha: MochaOptions;
}

/** Records the tests that a runner runs in this process, one after the other. */
export function serialRun(runner: MochaRunner, { sink, guard, ids, worker, mocha }: SerialOptions): RecordedRun {
  const printed = new PrintedHere();
  const withOutput: Sink = {
    began: (result) => sink.began(result),
    record: (record) => sink.record(record),
    result(result: ResultToWrite) {
      printed.moveTo(result);
      sink.result(result);
    },
  };
  const run = new MochaRun(withOutput, { root: process.cwd(), ids, worker });
  listen(runner, run, { guard, printed });
  guard.run(() => hearAllureHere(mocha));
  return {
    leave: () => guard.run(() => run.flush()),
    end() {
      guard.run(() => {
        run.flush();
        run.notRun(runner.suite, chosenBy(runner));
      });
      printed.remove();
    },
  };
}

/** Which tests `--grep` chose: Mocha keeps that for itself, in these two fields. */
function chosenBy(runner: MochaRunner): (test: MochaRunnable) => boolean {
  const { _grep: grep, _invert: isInverted } = runner as { _grep?: RegExp; _invert?: boolean };
  return (test) => grep === undefined || grep.test(test.fullTitle()) !== Boolean(isInverted);
}

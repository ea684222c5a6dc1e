import { type MochaReporter, type MochaReporterClass, reporterNamed } from "./mocha/loadedMocha.ts";
import { optionsOf } from "./mocha/optionsOf.ts";
import { type RunOnRecord, recordRun } from "./mocha/recordRun.ts";
import type { MochaOptions, MochaRunner } from "./mocha/runnable.ts";
import { watchMocha } from "./mocha/watchMocha.ts";

export type { MochaReporterOptions as RecorderOptions } from "./mocha/optionsOf.ts";

/** A reporter class that prints what another one prints, and records beside it. */
export function recording(Own: MochaReporterClass): MochaReporterClass {
  return class {
    readonly #own: MochaReporter;
    readonly #record: RunOnRecord | undefined;

    constructor(runner: MochaRunner, options: MochaOptions) {
      this.#own = new Own(runner, options);
      this.#record = recordRun(runner, options);
    }

    /** Mocha calls this when all tests are over, and waits until `end` is called. */
    done(failures: number, end: (failures: number) => void): void {
      const finish = (count: number) => {
        if (this.#record === undefined) end(count);
        else void this.#record.end(failures).finally(() => end(count));
      };
      if (this.#own.done === undefined) finish(failures);
      else this.#own.done(failures, finish);
    }
  };
}

/**
 * Records what Mocha runs: `mocha --reporter backstory/mocha`. Mocha has one reporter, so the one that prints stands
 * inside: `spec`, or the one of `--reporter-option reporter=dot`. Without a destination nothing else happens.
 */
const BackstoryReporter: MochaReporterClass = class {
  readonly #reporter: MochaReporter;

  constructor(runner: MochaRunner, options: MochaOptions) {
    const { reporter = "spec" } = optionsOf(options);
    this.#reporter = new (recording(reporterNamed(reporter, options)))(runner, options);
  }

  done(failures: number, end: (failures: number) => void): void {
    this.#reporter.done?.(failures, end);
  }
};

watchMocha();

/** @alias */
// biome-ignore lint/style/noDefaultExport: a configuration in code hands the class over; `require` is given it by the last name.
export { BackstoryReporter, BackstoryReporter as default, BackstoryReporter as "module.exports" };

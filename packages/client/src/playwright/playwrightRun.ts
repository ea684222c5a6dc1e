import type { Suite, TestCase, TestError, TestResult, WorkerInfo } from "@playwright/test/reporter";
import type { FactsFolder } from "../inTest/factsFolder.ts";
import { recordTold } from "../inTest/recordTold.ts";
import type { Recorder } from "../recorder.ts";
import type { AwaitedRecorder } from "../recording/awaitedRecorder.ts";
import { errorRecord } from "../recording/errorRecord.ts";
import { Guard } from "../recording/guard.ts";
import { attachmentsOf } from "./attachmentsOf.ts";
import { resultOf, resultOfUntold } from "./resultOf.ts";
import { SuiteNames } from "./suiteNames.ts";
import { thrownOf } from "./thrownOf.ts";

/** What a run is recorded with. */
export interface PlaywrightRunParts {
  readonly recorder: AwaitedRecorder<object>;
  readonly facts: FactsFolder | undefined;
  readonly root: string;
}

/** One run of Playwright on its way into one submission. Nothing that goes wrong here reaches Playwright. */
export class PlaywrightRun {
  readonly #guard = new Guard();
  readonly #recorder: AwaitedRecorder<object>;
  readonly #facts: FactsFolder | undefined;
  readonly #suites: SuiteNames;
  readonly #ended = new WeakSet<TestCase>();

  constructor({ recorder, facts, root }: PlaywrightRunParts) {
    this.#recorder = recorder;
    this.#facts = facts;
    this.#suites = new SuiteNames(root);
  }

  /** Records an attempt, with what it attached and told. */
  ended(test: TestCase, result: TestResult): void {
    this.#ended.add(test);
    this.#do((recorder) => {
      const record = resultOf(test, result, this.#suites);
      const { files, facts } = attachmentsOf(result);
      const told = [...facts, ...(this.#facts?.take(record.resultId) ?? [])];
      recordTold(recorder, record, told);
      for (const file of files) recorder.attach({ resultId: record.resultId, ...file });
    });
  }

  /** Records what went wrong outside tests: in an import, in the global setup or teardown, in the end of a worker. */
  wentWrong(error: TestError, worker?: WorkerInfo): void {
    this.#do((recorder) => recorder.record(errorRecord(this.#placeOf(error, worker), thrownOf(error))));
  }

  /** Records what nothing was told of, and ends the submission. */
  async finish(suite: Suite | undefined, exitStatus: number): Promise<void> {
    for (const test of suite?.allTests() ?? []) {
      if (!this.#ended.has(test)) this.#do((recorder) => recorder.record(resultOfUntold(test, this.#suites)));
    }
    await this.#recorder.end(exitStatus);
    this.#guard.run(() => this.#facts?.remove());
  }

  #placeOf({ location }: TestError, worker: WorkerInfo | undefined): string {
    const place = location === undefined ? "Playwright" : `${this.#suites.fileOf(location.file)}:${location.line}`;
    return worker === undefined ? place : `${place} in worker ${worker.workerIndex}`;
  }

  #do(action: (recorder: Recorder) => void): void {
    this.#recorder.do((recorder) => this.#guard.run(() => action(recorder)));
  }
}

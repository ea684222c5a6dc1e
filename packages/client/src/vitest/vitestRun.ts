import type { TestCase, TestModule, TestSuite } from "vitest/node";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { FactsFolder } from "../inTest/factsFolder.ts";
import { recordTold } from "../inTest/recordTold.ts";
import { recordToldOutside } from "../inTest/recordToldOutside.ts";
import type { Recorder } from "../recorder.ts";
import { ConsoleOutput } from "../recording/consoleOutput.ts";
import { errorRecord } from "../recording/errorRecord.ts";
import type { ThrownError } from "../recording/failureOf.ts";
import { Guard } from "../recording/guard.ts";
import { allureFacts } from "./allureFacts.ts";
import { attachmentOf } from "./attachmentOf.ts";
import { OpenHooks } from "./openHooks.ts";
import { isDeathOfWorker, placeOf } from "./placeOf.ts";
import { resultsOf } from "./resultsOf.ts";
import { SuiteNames } from "./suiteNames.ts";
import { TestNames } from "./testNames.ts";

/** How a run ended. */
export interface RunEnd {
  readonly exitStatus: number;
  readonly snapshots: Readonly<Record<string, number>> | undefined;
}

/** One run of Vitest on its way into one submission. Nothing that goes wrong here reaches Vitest. */
export class VitestRun {
  readonly hooks = new OpenHooks();
  readonly output = new ConsoleOutput();
  readonly #guard = new Guard();
  readonly #recorder: Recorder;
  readonly #facts: FactsFolder | undefined;
  readonly #root: string;
  readonly #suites: SuiteNames;
  readonly #names = new TestNames();
  readonly #ended = new WeakSet<TestCase>();
  readonly #told = new WeakSet<TestSuite | TestModule>();
  #hasWorkerDied = false;

  constructor(recorder: Recorder, facts: FactsFolder | undefined, root: string) {
    this.#recorder = recorder;
    this.#facts = facts;
    this.#root = root;
    this.#suites = new SuiteNames(root);
  }

  collected(module: TestModule): void {
    this.#guard.run(() => this.#names.collect(module, (test) => this.#suites.of(test)));
  }

  /** Records the attempts of a finished test, and what it annotated. Vitest 3.0 tells some twice. */
  ended(test: TestCase): void {
    if (!this.#ended.has(test)) this.#guard.run(() => this.#record(test));
  }

  /** Records what went wrong in a suite or a module outside its tests: in its import, or in beforeAll and afterAll. */
  errorsOf(entity: TestSuite | TestModule): void {
    this.#guard.run(() => {
      this.#told.add(entity);
      const hook = this.hooks.of(entity);
      const where = hook === undefined ? this.#suites.of(entity) : `${hook} of ${this.#suites.of(entity)}`;
      for (const error of entity.errors()) this.#recorder.record(errorRecord(where, error));
    });
  }

  /** Records what was not told one by one (a cancelled or crashed run), and ends the submission. */
  async finish(modules: readonly TestModule[], errors: readonly ThrownError[], end: RunEnd): Promise<void> {
    this.#guard.run(() => {
      this.#hasWorkerDied = errors.some(isDeathOfWorker);
      for (const module of modules) this.#recordUntold(module);
      for (const error of errors) this.#recorder.record(errorRecord(placeOf(error, this.#root), error));
      recordToldOutside(this.#recorder, this.#facts);
    });
    await this.#recorder.end(end.exitStatus, end.snapshots);
  }

  #recordUntold(module: TestModule): void {
    for (const entity of [module, ...module.children.allSuites()]) {
      // Vitest 3 does not tell of a file that could not be imported.
      if (!this.#told.has(entity)) this.errorsOf(entity);
    }
    for (const test of module.children.allTests()) {
      // A test that is pending and has a time began, and then its worker died or the run was cancelled.
      const hasEnded = test.result().state !== "pending" || test.diagnostic() !== undefined;
      if (hasEnded) this.ended(test);
    }
  }

  #record(test: TestCase): void {
    this.#ended.add(test);
    const results = resultsOf(test, {
      suite: this.#suites.of(test),
      name: this.#names.nameOf(test),
      file: this.#suites.fileOf(test.module),
      failedHook: this.hooks.of(test),
      hasWorkerDied: this.#hasWorkerDied,
    });
    const last = results.at(-1) ?? results[0];
    this.output.moveTo(last, test.id);
    let events = 0;
    for (const result of results) {
      const told = this.#facts?.take(result.resultId) ?? [];
      events = recordTold(this.#recorder, result, result === last ? [...told, ...allureFacts(test)] : told);
    }
    this.#recordAnnotations(test, last.resultId, events);
  }

  #recordAnnotations(test: TestCase, resultId: string, eventsBefore: number): void {
    // Vitest 3.0 and 3.1 have none.
    const annotations = test.annotations?.() ?? [];
    if (annotations.length === 0) return;
    const at = new Date().toISOString();
    for (const [seq, annotation] of annotations.entries()) {
      this.#recorder.record({
        kind: "event",
        resultId,
        seq: eventsBefore + seq,
        name: cutText(annotation.type, bounds.word) || "notice",
        payload: cutText(annotation.message, bounds.message),
        at,
      });
      const attachment = attachmentOf(annotation);
      if (attachment !== undefined) this.#recorder.attach({ resultId, ...attachment });
    }
  }
}

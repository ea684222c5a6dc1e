import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { errorRecord } from "../recording/errorRecord.ts";
import { failureOf } from "../recording/failureOf.ts";
import { Attempt } from "./attempt.ts";
import { MochaNames } from "./mochaNames.ts";
import type { MochaRunnable, MochaSuite } from "./runnable.ts";
import type { Sink } from "./sink.ts";
import { failedWord, hookName, isFailedByHook } from "./testWords.ts";
import { withDiff } from "./withDiff.ts";

const mostAttempts = 255;

/** What a run is told at its start. `ids` begins the ids of its results, which no other process may use. */
export interface MochaRunOptions {
  readonly root: string;
  readonly ids: string;
  readonly worker?: string | undefined;
}

/**
 * What Mocha tells, as records. A test ends before its `afterEach` hooks do, and may fail after it passed: its record is
 * held until something else begins.
 */
export class MochaRun {
  readonly #sink: Sink;
  readonly #options: MochaRunOptions;
  readonly #names: MochaNames;
  readonly #seen = new WeakSet<MochaRunnable>();
  #number = 0;
  #test: MochaRunnable | undefined;
  #attempt: Attempt | undefined;
  #hookBegan = 0;

  constructor(sink: Sink, options: MochaRunOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#names = new MochaNames(options.root);
  }

  /** The id of the attempt that runs, its hooks included. */
  get currentId(): string | undefined {
    return this.#attempt?.result.resultId;
  }

  collected(suite: MochaSuite): void {
    this.#names.collect(suite);
  }

  /** A test begins, before its hooks. */
  began(test: MochaRunnable): void {
    if (test === this.#test) return;
    this.flush();
    this.#begin(test);
  }

  passed(test: MochaRunnable): void {
    this.#decide(test, { status: "passed", rawStatus: "passed" });
  }

  pending(test: MochaRunnable): void {
    this.#decide(test, { status: "skipped", rawStatus: "pending" });
  }

  /** An attempt of a test, one of its hooks or another hook failed, or something that no test owns. */
  failed(runnable: MochaRunnable, error: unknown): void {
    const hook = hookName(runnable);
    if (hook === "beforeEach" || hook === "afterEach") this.#failedHook(runnable, hook, error);
    else if (hook !== undefined || runnable.type !== "test") this.#recordError(runnable, error);
    else this.#failedTest(runnable, error);
  }

  hookBegan(hook: MochaRunnable): void {
    this.#hookBegan = performance.now();
    const name = hookName(hook);
    if (name === "before" || name === "after") this.flush();
  }

  hookEnded(hook: MochaRunnable): void {
    const name = hookName(hook);
    const ms = performance.now() - this.#hookBegan;
    if (name === "beforeEach") this.#attempt?.hookEnded("setup", ms);
    else if (name === "afterEach") this.#attempt?.hookEnded("teardown", ms);
  }

  /** The tests that were chosen and never began, because a hook failed or the run was given up. */
  notRun(suite: MochaSuite, isChosen: (test: MochaRunnable) => boolean): void {
    for (const test of suite.tests ?? []) {
      if (this.#seen.has(test) || !isChosen(test)) continue;
      const attempt = this.#begin(test);
      Object.assign(attempt.result, { status: "skipped", rawStatus: "not run" });
      this.flush();
    }
    for (const inner of suite.suites ?? []) this.notRun(inner, isChosen);
  }

  /** Records the attempt that is held. */
  flush(): void {
    const attempt = this.#attempt;
    this.#test = undefined;
    this.#attempt = undefined;
    if (attempt !== undefined) this.#sink.result(attempt.finished());
  }

  #begin(test: MochaRunnable): Attempt {
    const resultId = `${this.#options.ids}${++this.#number}`;
    const number = Math.min((test.currentRetry?.() ?? 0) + 1, mostAttempts);
    const attempt = new Attempt(this.#names.of(test), { resultId, attempt: number });
    if (this.#options.worker !== undefined) attempt.result.worker = this.#options.worker;
    this.#seen.add(test);
    this.#test = test;
    this.#attempt = attempt;
    this.#sink.began(attempt.result);
    return attempt;
  }

  #decide(test: MochaRunnable, end: { status: "passed" | "skipped"; rawStatus: string }): void {
    // A test that is pending from the beginning is not told to begin.
    const attempt = this.#attemptOf(test);
    Object.assign(attempt.result, end);
    if (end.status === "skipped") attempt.callLeftOut();
    else attempt.callEnded();
  }

  #failedTest(test: MochaRunnable, error: unknown): void {
    if (this.#seen.has(test) && test !== this.#test) {
      // Its record is written: this came from something that it left behind.
      this.#recordError(test, error);
      return;
    }
    const attempt = this.#attemptOf(test);
    if (attempt.result.failure !== undefined) return;
    const byHook = isFailedByHook(error);
    Object.assign(attempt.result, {
      status: byHook ? "broken" : "failed",
      rawStatus: byHook ? "failed by a hook" : failedWord(error),
      failure: failureOf([withDiff(error)]),
    });
    attempt.failedIn("call");
    attempt.callEnded();
  }

  #failedHook(runnable: MochaRunnable, hook: "beforeEach" | "afterEach", error: unknown): void {
    const attempt = this.#attempt;
    if (attempt === undefined || attempt.result.status === "failed") {
      this.#recordError(runnable, error);
      return;
    }
    const phase = hook === "beforeEach" ? "setup" : "teardown";
    attempt.failedIn(phase);
    attempt.hookEnded(phase, performance.now() - this.#hookBegan);
    if (phase === "setup") attempt.callLeftOut();
    Object.assign(attempt.result, {
      status: "broken",
      rawStatus: `failed in ${hook}`,
      failure: failureOf([withDiff(error)]),
    });
  }

  #attemptOf(test: MochaRunnable): Attempt {
    if (this.#test === test && this.#attempt !== undefined) return this.#attempt;
    this.flush();
    return this.#begin(test);
  }

  #recordError(runnable: MochaRunnable, error: unknown): void {
    const hook = hookName(runnable);
    const titles = runnable.titlePath?.() ?? [runnable.title];
    const file = runnable.file ?? runnable.parent?.file;
    const place = this.#names.ofPlace({ file, titles: hook === undefined ? titles : titles.slice(0, -1) });
    const where = hook === undefined ? place : `${hook}${place === "" ? "" : ` of ${place}`}`;
    this.#sink.record(errorRecord(cutText(where, bounds.word), withDiff(error)));
  }
}

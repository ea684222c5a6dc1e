import { resolve } from "node:path";
import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { FactsFolder } from "../inTest/factsFolder.ts";
import { recordTold } from "../inTest/recordTold.ts";
import type { LaterRecord, Recorder } from "../recorder.ts";
import type { AwaitedRecorder } from "../recording/awaitedRecorder.ts";
import { ConsoleOutput } from "../recording/consoleOutput.ts";
import { errorRecord } from "../recording/errorRecord.ts";
import { Guard } from "../recording/guard.ts";
import { pathFrom } from "../recording/pathFrom.ts";
import { RepeatedNames } from "../recording/repeatedNames.ts";
import { type End, endOf, thrownIn } from "./endOf.ts";
import { RunningTests } from "./runningTests.ts";
import type { TestData, TestError, TestEvent } from "./testEvent.ts";
import { type Level, placeOf, testKey } from "./testKey.ts";

const mostAttempts = 255;

/** What the recorder of a run needs. */
export interface NodeTestRunOptions {
  readonly recorder: AwaitedRecorder<object>;
  readonly facts: FactsFolder | undefined;
  readonly root: string;
}

/** One run of Node's test runner on its way into one submission, event by event. Nothing that goes wrong here reaches Node. */
export class NodeTestRun {
  readonly #guard = new Guard();
  readonly #options: NodeTestRunOptions;
  readonly #names = new RepeatedNames();
  readonly #running = new RunningTests();
  readonly #output = new ConsoleOutput();
  /** The tests and suites that are told now, from the outermost on. */
  readonly #open: Level[] = [];
  readonly #repeated = new Map<string, number>();
  readonly #filesWithTests = new Set<string>();
  readonly #paths = new Map<string, string>();
  #last: { readonly data: TestData; readonly resultId: string; events: number } | undefined;
  #number = 0;
  #hasFailed = false;

  constructor(options: NodeTestRunOptions) {
    this.#options = options;
  }

  take(event: TestEvent): void {
    this.#guard.run(() => this.#take(event));
  }

  /** The run is over: what never ended is told, and the submission ends. */
  async finish(): Promise<void> {
    this.#guard.run(() => {
      for (const file of this.#running.files()) this.#recordRunning(file, { message: "The run ended while it ran." });
    });
    await this.#options.recorder.end(this.#exitStatus());
    this.#guard.run(() => this.#options.facts?.remove());
  }

  /** The process ends before the run was told to be over: the submission has its end when every test has. */
  leave(): void {
    if (this.#number === 0 || !this.#running.isEmpty) return;
    this.#record({ kind: "end", finishedAt: new Date().toISOString(), exitStatus: this.#exitStatus() });
  }

  /** Node sets it when the last test is over, which may be after that was told. */
  #exitStatus(): number {
    return Number(process.exitCode ?? 0) || (this.#hasFailed ? 1 : 0);
  }

  #take({ type, data }: TestEvent): void {
    switch (type) {
      case "test:dequeue":
        if (!this.#isFile(data)) this.#running.began(data);
        break;
      case "test:complete":
        this.#running.completed(data);
        break;
      case "test:start":
        this.#start(data);
        break;
      case "test:pass":
      case "test:fail":
        this.#end(data, type === "test:pass");
        break;
      case "test:stdout":
      case "test:stderr":
        this.#print(data, type === "test:stdout" ? "stdout" : "stderr");
        break;
      case "test:diagnostic":
        this.#diagnose(data);
        break;
    }
  }

  #start(data: TestData): void {
    const level = levelOf(data);
    const nesting = data.nesting ?? 0;
    this.#open.length = Math.min(this.#open.length, nesting);
    this.#open.push(level);
    if (nesting === 0) this.#repeated.set(placeOf(level), (this.#repeated.get(placeOf(level)) ?? -1) + 1);
  }

  #end(data: TestData, hasPassed: boolean): void {
    const nesting = data.nesting ?? 0;
    this.#open.length = Math.min(this.#open.length, nesting + 1);
    const isToDo = data.todo !== undefined && data.todo !== false;
    if (nesting === 0 && !hasPassed && !isToDo) this.#hasFailed = true;
    if (this.#isFile(data)) this.#endFile(data, hasPassed);
    else if (data.details?.type === "suite") this.#endSuite(data, hasPassed);
    else this.#endTest(data, hasPassed);
  }

  #endTest(data: TestData, hasPassed: boolean): void {
    const above = this.#open.slice(0, data.nesting ?? 0).map(({ name }) => name);
    const result = this.#resultOf(data, above);
    setEnd(result, endOf(data, hasPassed));
    this.#filesWithTests.add(data.file ?? "");
    const outermost = this.#open[0] ?? levelOf(data);
    const key = testKey(
      [...this.#open.slice(0, data.nesting ?? 0), levelOf(data)],
      this.#repeated.get(placeOf(outermost)) ?? 0,
    );
    this.#do((recorder) => recordTold(recorder, result, this.#options.facts?.take(key) ?? []));
    this.#last = { data, resultId: result.resultId, events: 0 };
  }

  /** Of a suite only what went wrong in itself is told: in its body or its hooks. */
  #endSuite(data: TestData, hasPassed: boolean): void {
    const error = data.details?.error;
    const isOwn = error !== undefined && !["subtestsFailed", "cancelledByParent"].includes(error.failureType ?? "");
    if (hasPassed || !isOwn) return;
    const suite = this.#suiteOf(
      data,
      this.#open.slice(0, (data.nesting ?? 0) + 1).map(({ name }) => name),
    );
    const hook = /^failed running (\w+) hook/.exec(error.message ?? "")?.[1];
    this.#recordError(hook === undefined ? suite : `${hook} of ${suite}`, error);
  }

  /** A file is told when it has no tests, or when its process failed for another reason than they. */
  #endFile(data: TestData, hasPassed: boolean): void {
    const file = data.file ?? "";
    const error = { message: exitOf(data) };
    this.#recordRunning(file, error);
    if (this.#filesWithTests.has(file)) {
      if (!hasPassed) this.#recordError(this.#pathOf(file), error);
      return;
    }
    const result = this.#resultOf({ ...data, name: this.#pathOf(file) }, []);
    this.#output.moveTo(result, file);
    setEnd(result, hasPassed ? endOf(data, true) : brokenFile(error, result.stderr));
    this.#record(result);
  }

  /** The tests whose process is gone. */
  #recordRunning(file: string, error: { readonly message: string }): void {
    for (const { test, suites } of this.#running.takeRunning(file)) {
      const result = this.#resultOf(
        test,
        suites.map(({ name = "" }) => name),
      );
      setEnd(result, { status: "broken", rawStatus: "running", failure: { message: error.message } });
      this.#filesWithTests.add(file);
      this.#record(result);
    }
  }

  #resultOf(data: TestData, above: readonly string[]): ResultToWrite {
    const suite = cutText(this.#suiteOf(data, above), bounds.word);
    const own = cutText(data.name ?? "", bounds.word) || "(no name)";
    const name = cutText(this.#names.next(suite, own), bounds.word);
    const result: ResultToWrite = {
      kind: "result",
      resultId: String(++this.#number),
      suite,
      name,
      attempt: Math.min((data.details?.attempt ?? 0) + 1, mostAttempts),
      status: "passed",
      startedAt: new Date(this.#running.takeStart(data)).toISOString(),
      durationMs: Math.round((data.details?.duration_ms ?? 0) * 1_000) / 1_000,
    };
    if (name !== data.name) result.displayName = cutText(data.name ?? "", bounds.word);
    if (data.file !== undefined) result.file = this.#pathOf(data.file);
    if (data.line !== undefined && data.line > 0) result.line = data.line;
    if (data.tags !== undefined && data.tags.length > 0) result.labels = { tag: [...data.tags] };
    return result;
  }

  #suiteOf({ file }: TestData, above: readonly string[]): string {
    return [...(file === undefined ? [] : [this.#pathOf(file)]), ...above].join(" > ");
  }

  #pathOf(file: string): string {
    const known = this.#paths.get(file);
    if (known !== undefined) return known;
    const path = pathFrom(this.#options.root, resolve(this.#options.root, file));
    this.#paths.set(file, path);
    return path;
  }

  #print({ file, message = "" }: TestData, type: "stdout" | "stderr"): void {
    if (file === undefined) return;
    const taskId = resolve(this.#options.root, file);
    // Node does not say which test of a file printed.
    if (!this.#filesWithTests.has(taskId)) this.#output.add({ taskId, type, content: message });
  }

  /** What a test told by `t.diagnostic` follows its result; what nobody waited for is told of the file. */
  #diagnose({ file, nesting, line, message = "" }: TestData): void {
    if (/generated asynchronous activity after the test ended/.test(message)) {
      this.#recordError(file === undefined ? "after the tests" : this.#pathOf(file), { message });
      return;
    }
    const last = this.#last;
    if (last === undefined || file === undefined || last.data.nesting !== nesting || last.data.line !== line) return;
    this.#record({
      kind: "event",
      resultId: last.resultId,
      seq: last.events++,
      name: "diagnostic",
      payload: cutText(message, bounds.message),
      at: new Date().toISOString(),
    });
  }

  #record(record: LaterRecord): void {
    this.#do((recorder) => recorder.record(record));
  }

  #do(action: (recorder: Recorder) => void): void {
    this.#options.recorder.do((recorder) => this.#guard.run(() => action(recorder)));
  }

  #recordError(where: string, error: TestError): void {
    this.#record(errorRecord(where, thrownIn(error)));
  }

  /** Whether this is a file that runs in a process of its own, which Node tells as a test, too. */
  #isFile({ name, file, nesting, line, column }: TestData): boolean {
    if (nesting !== 0 || line !== 1 || column !== 1 || name === undefined || file === undefined) return false;
    return resolve(this.#options.root, name) === file;
  }
}

function levelOf({ name = "", file, line, column, testNumber }: TestData): Level {
  return { name, file, line, column, number: testNumber };
}

function setEnd(result: ResultToWrite, { status, rawStatus, description, failure }: End): void {
  result.status = status;
  result.rawStatus = rawStatus;
  if (description !== undefined) result.description = cutText(description, bounds.message);
  if (failure !== undefined) result.failure = failure;
}

function exitOf({ details }: TestData): string {
  const { exitCode, signal, message = "" } = details?.error ?? {};
  if (typeof signal === "string") return `The process of this file was ended by ${signal}.`;
  return typeof exitCode === "number" ? `The process of this file ended with the exit code ${exitCode}.` : message;
}

/** A file without a test that Node knows of: it could not be imported, or ended by itself, or asserted something. */
function brokenFile(error: { readonly message: string }, stderr: string | undefined): End {
  const thrown = /^(?:Uncaught )?((?:[A-Z]\w*)?(?:Error|Exception)\b[^\n]*)/m.exec(stderr ?? "")?.[1];
  const isAssertion = thrown?.startsWith("AssertionError") === true;
  const trace = stderr === undefined ? {} : { trace: stderr };
  return {
    status: isAssertion ? "failed" : "broken",
    rawStatus: "failed",
    failure: { message: thrown ?? error.message, ...trace },
  };
}

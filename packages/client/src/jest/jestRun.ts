import type { FactsFolder } from "../inTest/factsFolder.ts";
import { recordTold } from "../inTest/recordTold.ts";
import type { Recorder } from "../recorder.ts";
import { errorRecord } from "../recording/errorRecord.ts";
import { Guard } from "../recording/guard.ts";
import { pathFrom } from "../recording/pathFrom.ts";
import { ConsoleFile } from "./consoleFile.ts";
import { factsKey } from "./factsKey.ts";
import { FileUnderTest, type NamedAttempt } from "./fileUnderTest.ts";
import type { CaseResult, CaseStart, FileResult, RunResult, TestFile } from "./jestTypes.ts";
import { resultOf, resultOfUnended, resultsOf } from "./resultOf.ts";
import { thrownOfFile } from "./thrownOf.ts";

/** What a run is recorded with. */
export interface JestRunParts {
  readonly recorder: Recorder;
  readonly facts: FactsFolder | undefined;
  readonly root: string;
}

/** One run of Jest on its way into one submission. Nothing that goes wrong here reaches Jest. */
export class JestRun {
  readonly #guard = new Guard();
  readonly #recorder: Recorder;
  readonly #facts: FactsFolder | undefined;
  readonly #root: string;
  readonly #console: ConsoleFile;
  /** The files that run, by path: several projects may run one file at the same time. */
  readonly #open = new Map<string, Map<string, FileUnderTest>>();
  #files = 0;

  constructor({ recorder, facts, root }: JestRunParts) {
    this.#recorder = recorder;
    this.#facts = facts;
    this.#root = root;
    this.#console = new ConsoleFile(root);
  }

  fileBegan(test: TestFile): void {
    this.#guard.run(() => this.#begin(test));
  }

  testBegan({ path }: TestFile, start: CaseStart): void {
    this.#guard.run(() => this.#onlyOf(path)?.began(start));
  }

  /** Records an attempt at once, unless two projects run the file now: then it waits for the end of the file. */
  testEnded({ path }: TestFile, result: CaseResult): void {
    this.#guard.run(() => {
      const file = this.#onlyOf(path);
      if (file === undefined) return;
      const named = file.ended(result);
      this.#record(path, { test: result, named, result: resultOf(result, named, file) });
    });
  }

  /** Records what was not told one by one, and what went wrong in the file outside its tests. */
  fileEnded(test: TestFile, { testResults, testExecError, failureMessage, console }: FileResult): void {
    this.#guard.run(() => {
      const file = this.#open.get(test.path)?.get(projectOf(test)) ?? this.#begin(test);
      for (const result of testResults) this.#recordUntold(test.path, result, file);
      if (testExecError) {
        [...file.running()].forEach((start, index) => {
          this.#recorder.record(resultOfUnended(start, index + 1, file));
        });
        this.#recorder.record(errorRecord(file.suite, thrownOfFile(testExecError, failureMessage)));
      }
      this.#console.add(file.suite, console ?? []);
      this.#open.get(test.path)?.delete(projectOf(test));
    });
  }

  /** Records what the run has as a whole, and ends the submission. */
  async finish(result: RunResult, exitStatus: number): Promise<void> {
    this.#guard.run(() => {
      if (result.wasInterrupted) this.#recorder.record(errorRecord("Jest", { message: "The run was interrupted." }));
      if (result.runExecError) this.#recorder.record(errorRecord("Jest", thrownOfFile(result.runExecError, "")));
      const text = this.#console.text();
      if (text !== undefined)
        this.#recorder.attach({ name: "console.txt", mediaType: "text/plain", content: Buffer.from(text) });
    });
    await this.#recorder.end(exitStatus, snapshotsOf(result));
    this.#guard.run(() => this.#facts?.remove());
  }

  #begin(test: TestFile): FileUnderTest {
    const project = projectOf(test);
    const file = pathFrom(this.#root, test.path);
    this.#files++;
    const suite = project === "" ? file : `|${project}| ${file}`;
    const opened = new FileUnderTest({ suite, file, project, number: this.#files });
    const ofPath = this.#open.get(test.path) ?? new Map<string, FileUnderTest>();
    this.#open.set(test.path, ofPath.set(project, opened));
    if (ofPath.size > 1) for (const each of ofPath.values()) each.isAmbiguous = true;
    return opened;
  }

  #onlyOf(path: string): FileUnderTest | undefined {
    const [file] = this.#open.get(path)?.values() ?? [];
    return file?.isAmbiguous ? undefined : file;
  }

  #recordUntold(path: string, test: CaseResult, file: FileUnderTest): void {
    const named = file.unlessTold(test);
    if (named === undefined) return;
    for (const result of resultsOf(test, named, file)) {
      this.#record(path, { test, named: { ...named, attempt: result.attempt ?? 1 }, result });
    }
  }

  #record(
    path: string,
    { test, named, result }: { test: CaseResult; named: NamedAttempt; result: ReturnType<typeof resultOf> },
  ) {
    recordTold(this.#recorder, result, this.#facts?.take(factsKey(path, test, named)) ?? []);
  }
}

/** The counts of snapshots, when there are any. */
function snapshotsOf({ snapshot }: RunResult): Record<string, number> | undefined {
  const { added, matched, unmatched, updated, unchecked, filesRemoved } = snapshot;
  const counts = { added, matched, unmatched, updated, unchecked, filesRemoved };
  return Object.values(counts).some((count) => count > 0) ? counts : undefined;
}

function projectOf({ context }: TestFile): string {
  return context.config.displayName?.name ?? "";
}

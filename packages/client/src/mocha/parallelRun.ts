import { fileURLToPath } from "node:url";
import { factsVariable } from "../inTest/facts.ts";
import type { Guard } from "../recording/guard.ts";
import { pathFrom } from "../recording/pathFrom.ts";
import { textField } from "../recording/thrownValue.ts";
import { stderrLine } from "../stderrLine.ts";
import { JournalReader } from "./journal.ts";
import type { MochaRecording } from "./mochaRecording.ts";
import { OpenAttempts } from "./openAttempts.ts";
import type { MochaRunnable, MochaRunner } from "./runnable.ts";
import type { RecordedRun } from "./serialRun.ts";
import { workerReporterVariable } from "./workerReporterVariable.ts";

const everyMs = 250;

/**
 * Records the tests that a runner has run in workers. Their results come through journals, at once and with all that only
 * the worker knows; Mocha hands over a file when it is over.
 */
export function parallelRun(runner: MochaRunner, recording: MochaRecording, guard: Guard): RecordedRun {
  const folder = process.env[factsVariable];
  if (recording.facts === undefined || folder === undefined) {
    stderrLine("the tests of Mocha's workers are not recorded: there is no place for temporary files.");
    return { leave() {}, end() {} };
  }
  const reader = new JournalReader(folder);
  const open = new OpenAttempts();
  const read = () =>
    guard.run(() => {
      for (const entry of reader.read()) {
        if ("began" in entry) open.began(entry.began);
        else if ("record" in entry) recording.record(entry.record);
        else {
          open.ended(entry.result);
          recording.result(entry.result);
        }
      }
    });
  const leave = () => {
    read();
    guard.run(() => {
      for (const result of open.left()) recording.result(result);
    });
  };
  replaceWorkerReporter(runner);
  const timer = setInterval(read, everyMs);
  timer.unref();
  runner.on("suite end", read);
  runner.on("fail", (runnable: MochaRunnable, error: unknown) => {
    // What comes from a worker has been told by it, and is no object of Mocha's here.
    if (typeof runnable.run !== "function") return;
    read();
    guard.run(() => recording.error(placeOf(runnable, error), error));
  });
  return {
    leave,
    end() {
      clearInterval(timer);
      leave();
    },
  };
}

/** Mocha says which file its worker had when that died, or could not load it. */
function placeOf(runnable: MochaRunnable, error: unknown): string {
  const file = textField(error, "file") ?? runnable.file;
  return file === undefined ? runnable.title : pathFrom(process.cwd(), file);
}

/** The reporter of the workers stays, inside ours. */
function replaceWorkerReporter(runner: MochaRunner): void {
  const { _workerReporter: before } = runner as { _workerReporter?: string };
  if (before !== undefined) process.env[workerReporterVariable] = before;
  runner.workerReporter?.(fileURLToPath(new URL("./workerReporter.js", import.meta.url)));
}

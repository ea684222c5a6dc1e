import { claim } from "../recording/claim.ts";
import { Guard } from "../recording/guard.ts";
import { isWanted } from "./isWanted.ts";
import { MochaRecording } from "./mochaRecording.ts";
import { optionsOf } from "./optionsOf.ts";
import { parallelRun } from "./parallelRun.ts";
import type { MochaOptions, MochaRunner } from "./runnable.ts";
import { serialRun } from "./serialRun.ts";

/** A run that is being recorded. */
export interface RunOnRecord {
  readonly ready: Promise<void>;
  /** Something went wrong outside tests. */
  error(where: string, error: unknown): void;
  end(failures: number): Promise<void>;
}

/** This file may be loaded twice in one process, by the project and by `backstory run`: the table is one. */
const place = Symbol.for("backstory.mocha.recorded");

/** Records a run from now on. Undefined when nothing is to be recorded, or another one records it already. */
export function recordRun(runner: MochaRunner, options: MochaOptions): RunOnRecord | undefined {
  const ours = optionsOf(options);
  if (!isWanted(ours, options) || !claim(runner)) return undefined;
  const guard = new Guard();
  const recording = new MochaRecording(ours);
  const isParallel = runner.isParallelMode?.() === true;
  const run = isParallel
    ? parallelRun(runner, recording, guard)
    : serialRun(runner, { sink: recording, guard, ids: "", mocha: options });
  waitFor(recording.ready, runner);
  process.prependOnceListener("exit", run.leave);
  const record: RunOnRecord = {
    ready: recording.ready,
    error: (where, error) => guard.run(() => recording.error(where, error)),
    async end(failures) {
      process.off("exit", run.leave);
      run.end();
      const exitStatus = options.passOnFailingTestSuite === true ? 0 : Math.min(failures, 255);
      await recording.end(exitStatus);
    },
  };
  recorded().set(runner, record);
  return record;
}

/** The record of a run, once there is one. */
export function recordOf(runner: MochaRunner): RunOnRecord | undefined {
  return recorded().get(runner);
}

/** Tests begin when the first line is written: whatever happens then, they are in the file. */
function waitFor(ready: Promise<void>, runner: MochaRunner): void {
  const { runAsync } = runner;
  if (runAsync === undefined) return;
  runner.runAsync = async (options) => {
    await ready;
    return runAsync.call(runner, options);
  };
}

function recorded(): WeakMap<MochaRunner, RunOnRecord> {
  const shared = globalThis as unknown as Record<symbol, WeakMap<MochaRunner, RunOnRecord> | undefined>;
  const found = shared[place] ?? new WeakMap();
  shared[place] = found;
  return found;
}

import type { Guard } from "../recording/guard.ts";
import { enterTest } from "./currentTest.ts";
import type { MochaRun } from "./mochaRun.ts";
import type { PrintedHere } from "./printedHere.ts";
import type { MochaRunnable, MochaRunner } from "./runnable.ts";

/** Hands the events of a runner whose tests run in this process to a run. What goes wrong there stays there. */
export function listen(runner: MochaRunner, run: MochaRun, { guard, printed }: Listening): void {
  const on = (event: string, take: (runnable: MochaRunnable, error: unknown) => void) =>
    runner.on(event, (runnable: MochaRunnable, error: unknown) => guard.run(() => take(runnable, error)));
  // Before other reporters write: what they print is not the test's.
  for (const event of ["pass", "fail", "pending", "retry", "test end", "hook end", "suite end"]) {
    runner.prependListener(event, () => printed.stop());
  }
  const goOn = () => {
    const key = run.currentId;
    enterTest(key);
    if (key !== undefined) printed.start(key);
  };
  on("start", () => run.collected(runner.suite));
  on("suite", () => run.flush());
  on("suite end", () => run.flush());
  on("test", (test) => {
    run.began(test);
    goOn();
  });
  on("hook", (hook) => {
    run.hookBegan(hook);
    goOn();
  });
  on("hook end", (hook) => {
    run.hookEnded(hook);
    goOn();
  });
  on("pass", (test) => run.passed(test));
  on("pending", (test) => run.pending(test));
  on("fail", (runnable, error) => run.failed(runnable, error));
  on("retry", (test, error) => run.failed(test, error));
}

interface Listening {
  readonly guard: Guard;
  readonly printed: PrintedHere;
}

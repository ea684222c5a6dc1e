import { AsyncLocalStorage } from "node:async_hooks";
import { registerCurrentTest } from "../inTest/currentTest.ts";
import type { CurrentTest } from "../inTest/facts.ts";
import { type NamedTask, namesOf } from "./harvestedTask.ts";

/** As much of Vitest's task as is needed here: a test knows, once it runs, how often it was tried. */
export interface VitestTask extends NamedTask {
  readonly result?: (NamedTask["result"] & { readonly retryCount?: number | undefined }) | undefined;
}

interface WorkerState {
  current?: VitestTask;
}

const storage = Symbol.for("backstory.vitest.storage");

/** The attempt of a test that runs in Vitest, by the name that its result has in the recorder. */
export function testOf(task: VitestTask): CurrentTest {
  return { key: `${task.id}:${(task.result?.retryCount ?? 0) + 1}`, id: namesOf(task).id };
}

/**
 * Lets tests of Vitest be found, concurrent ones, too. Vitest's runner tells the state of its worker which test it is
 * about to run, and does so within the asynchronous flow of that test: what hears of it there knows it from then on,
 * in hooks, fixtures and the test itself.
 */
export function findTestsOfVitest(): void {
  const state = workerState();
  if (state === undefined) return;
  const shared = globalThis as unknown as Record<symbol, AsyncLocalStorage<VitestTask | undefined> | undefined>;
  const flow = shared[storage] ?? new AsyncLocalStorage<VitestTask | undefined>();
  shared[storage] = flow;
  const follow = (followed: WorkerState) => {
    let { current } = followed;
    Object.defineProperty(followed, "current", {
      configurable: true,
      enumerable: true,
      get: () => current,
      set: (task: VitestTask | undefined) => {
        current = task;
        flow.enterWith(task);
      },
    });
  };
  const followed = new WeakSet<WorkerState>([state]);
  follow(state);
  registerCurrentTest("vitest", () => {
    const now = workerState();
    if (now !== undefined && !followed.has(now)) {
      // A worker that runs several files may have a state for each.
      followed.add(now);
      follow(now);
    }
    const task = flow.getStore() ?? now?.current;
    return task?.type === "test" ? testOf(task) : undefined;
  });
}

function workerState(): WorkerState | undefined {
  return (globalThis as { __vitest_worker__?: WorkerState }).__vitest_worker__;
}

import { AsyncLocalStorage } from "node:async_hooks";
import { registerCurrentTest } from "../inTest/currentTest.ts";
import type { CurrentTest } from "../inTest/facts.ts";
import { factsKey } from "./factsKey.ts";

/** A describe block or a test of jest-circus, as far as it is read here. */
interface Entry {
  readonly type: "describeBlock" | "test";
  readonly name: string;
  readonly parent?: Entry;
  readonly children?: readonly Entry[];
  readonly mode?: string | null;
  readonly concurrent?: boolean;
  readonly invocations?: number;
  fn?: ((...args: unknown[]) => unknown) | undefined;
}

/** This file may be loaded several times for one test file: its tests are followed once. */
const followed = Symbol.for("backstory.jest.followed");

interface CircusState {
  [followed]?: true;
  readonly rootDescribeBlock: Entry;
  readonly currentlyRunningTest: Entry | null;
  hasStarted: boolean;
}

/**
 * Lets tests of Jest be found. Of tests that run one by one jest-circus knows which it is; concurrent ones are wrapped in
 * an asynchronous flow of their own when the tests of the file begin.
 */
export function findTestsOfJest(): void {
  const state = circusState();
  if (state === undefined || state[followed]) return;
  state[followed] = true;
  const flow = new AsyncLocalStorage<Entry>();
  const numbers = new WeakMap<Entry, number>();
  registerCurrentTest("jest", () => {
    const test = flow.getStore() ?? state.currentlyRunningTest;
    return test ? currentOf(test, numbers.get(test) ?? 1) : undefined;
  });
  if (state.hasStarted) return;
  let hasStarted = false;
  Object.defineProperty(state, "hasStarted", {
    configurable: true,
    enumerable: true,
    get: () => hasStarted,
    set: (value: boolean) => {
      if (value && !hasStarted) followTests(state.rootDescribeBlock, { flow, numbers });
      hasStarted = value;
    },
  });
}

/** Numbers the tests of one name, and gives each concurrent test its flow. */
function followTests(
  root: Entry,
  { flow, numbers }: { flow: AsyncLocalStorage<Entry>; numbers: WeakMap<Entry, number> },
): void {
  const counts = new Map<string, number>();
  for (const test of testsIn(root)) {
    if (test.mode === "skip" || test.mode === "todo") continue;
    const name = JSON.stringify(namesOf(test));
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    numbers.set(test, number);
    const { fn } = test;
    // Jest looks at the number of parameters, to know whether a test takes a callback: concurrent ones take none.
    if (test.concurrent && fn !== undefined) test.fn = () => flow.run(test, fn);
  }
}

function* testsIn(block: Entry): Generator<Entry> {
  for (const child of block.children ?? []) {
    if (child.type === "test") yield child;
    else yield* testsIn(child);
  }
}

function currentOf(test: Entry, number: number): CurrentTest {
  const [title = "", ...ancestors] = namesOf(test).reverse();
  const attempt = Math.max(1, test.invocations ?? 1);
  return { key: factsKey(pathOfFile(), { ancestorTitles: ancestors.reverse(), title }, { number, attempt }) };
}

/** The names of the blocks around a test and its own; the outermost block is Jest's own. */
function namesOf(test: Entry): string[] {
  const names: string[] = [];
  for (let each: Entry | undefined = test; each?.parent !== undefined; each = each.parent) names.unshift(each.name);
  return names;
}

/** Each test file has globals of its own, and jest-circus keeps its state there, under a symbol that it does not share. */
function circusState(): CircusState | undefined {
  const place = Object.getOwnPropertySymbols(globalThis).find(({ description }) => description === "JEST_STATE_SYMBOL");
  return place && (globalThis as unknown as Record<symbol, CircusState | undefined>)[place];
}

/** The file that runs, as Jest's matchers know it. */
function pathOfFile(): string {
  const place = Symbol.for("$$jest-matchers-object");
  const matchers = (globalThis as unknown as Record<symbol, { state?: { testPath?: string } } | undefined>)[place];
  return matchers?.state?.testPath ?? "";
}

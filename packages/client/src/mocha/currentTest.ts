import { AsyncLocalStorage } from "node:async_hooks";
import { registerCurrentTest } from "../inTest/currentTest.ts";
import type { CurrentTest } from "../inTest/facts.ts";

interface State {
  readonly flow: AsyncLocalStorage<CurrentTest | undefined>;
  current: CurrentTest | undefined;
  /** Whether anybody may ask: to follow what a test starts costs something. */
  isAsked: boolean;
}

/** This file may be loaded several times in one process, by Mocha and by tests: the state is one. */
const place = Symbol.for("backstory.mocha.currentTest");

/** Lets tests of Mocha be found. What a test starts and leaves behind never tells in the name of another one. */
export function findTestsOfMocha(): void {
  const now = state();
  now.isAsked = true;
  registerCurrentTest("mocha", () => now.flow.getStore() ?? now.current);
}

/** Says which attempt runs from now on, within the asynchronous flow that Mocha runs it in. */
export function enterTest(key: string | undefined): void {
  const now = state();
  if (now.current?.key === key) return;
  now.current = key === undefined ? undefined : { key };
  if (now.isAsked) now.flow.enterWith(now.current);
}

function state(): State {
  const shared = globalThis as unknown as Record<symbol, State | undefined>;
  const found = shared[place] ?? { flow: new AsyncLocalStorage(), current: undefined, isAsked: false };
  shared[place] = found;
  return found;
}

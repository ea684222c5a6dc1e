import type { CurrentTest } from "./facts.ts";

/** Finds the attempt that the caller runs in. Undefined outside tests, and under another runner. */
export type FindCurrentTest = () => CurrentTest | undefined;

/** This file may be loaded several times in one process, by a runner's part and by tests: the table is one. */
const place = Symbol.for("backstory.currentTest");

/**
 * Adds a way to find the attempt that runs. The part of a runner calls this where its tests run; a second time under one
 * name changes nothing.
 */
export function registerCurrentTest(runner: string, find: FindCurrentTest): void {
  const known = ways();
  if (!known.has(runner)) known.set(runner, find);
}

/** The attempt that the caller runs in. Undefined outside tests. */
export function currentTest(): CurrentTest | undefined {
  for (const find of ways().values()) {
    const test = find();
    if (test !== undefined) return test;
  }
  return undefined;
}

function ways(): Map<string, FindCurrentTest> {
  const shared = globalThis as unknown as Record<symbol, Map<string, FindCurrentTest> | undefined>;
  const found = shared[place] ?? new Map();
  shared[place] = found;
  return found;
}

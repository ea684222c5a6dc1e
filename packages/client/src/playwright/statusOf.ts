import { stripVTControlCharacters } from "node:util";
import type { Status } from "@backstory/model";
import type { TestCase, TestError, TestResult, TestStep } from "@playwright/test/reporter";

/**
 * The status of an attempt and Playwright's word for it. What went wrong in hooks and fixtures alone, or with the worker,
 * is broken; a test that was interrupted counts as skipped, as Playwright's own reports count it.
 */
export function statusOf(test: TestCase, result: TestResult): [Status, string] {
  const { status } = result;
  if (status === "skipped") return ["skipped", wordForSkipped(test, result)];
  if (status === "interrupted") return ["skipped", status];
  if (test.expectedStatus === "failed" && status === "failed") return ["passed", "failed as expected"];
  if (status !== "passed") return [isBroken(result) ? "broken" : "failed", status];
  return test.expectedStatus === "failed" ? ["failed", "passed unexpectedly"] : ["passed", status];
}

/** Whether a step belongs to what is done around the test itself. */
export function isHook(step: TestStep): boolean {
  return step.category === "hook";
}

/** What a test would have done: it was told to be skipped, or something before it went wrong. */
function wordForSkipped(test: TestCase, result: TestResult): string {
  const types = annotationsOf(test, result).map(({ type }) => type);
  if (types.includes("fixme")) return "fixme";
  return result.workerIndex === -1 && test.expectedStatus !== "skipped" ? "did not run" : "skipped";
}

/** The annotations of an attempt. Before Playwright 1.52 they were those of the test alone. */
export function annotationsOf(test: TestCase, result?: TestResult): TestCase["annotations"] {
  const own = result?.annotations ?? [];
  return own.length > 0 ? own : test.annotations;
}

function isBroken({ errors, steps }: TestResult): boolean {
  if (errors.length === 0) return false;
  const ofHooks = new Set<string | undefined>();
  for (const step of steps) if (isHook(step)) addErrors(step, ofHooks);
  return errors.every((error) => ofHooks.has(wordsOf(error)) || isOfHook(error));
}

function addErrors(step: TestStep, into: Set<string | undefined>): void {
  if (step.error !== undefined) into.add(wordsOf(step.error));
  for (const inner of step.steps) addErrors(inner, into);
}

function wordsOf({ message, value }: TestError): string | undefined {
  return message ?? value;
}

/** The words of Playwright for workers that died, and for the timeouts of hooks and fixtures: not every version tells those as steps. */
const wordsOfHooks =
  /worker process exited unexpectedly|hook timeout of|while running "\w+" hook|while setting up |^Tearing down |^Fixture ".+" timeout/i;

function isOfHook({ message }: TestError): boolean {
  return message !== undefined && wordsOfHooks.test(stripVTControlCharacters(message));
}

import { fieldOf, textField } from "../recording/thrownValue.ts";
import type { MochaRunnable } from "./runnable.ts";

/** How Mocha calls its hooks in their titles, and how everybody else does. */
const hookNames: Readonly<Record<string, string>> = {
  "before all": "before",
  "after all": "after",
  "before each": "beforeEach",
  "after each": "afterEach",
};

/** Which hook this is: before, after, beforeEach or afterEach. Undefined when it is none. */
export function hookName({ type, title, originalTitle = title }: MochaRunnable): string | undefined {
  if (type !== "hook") return undefined;
  return hookNames[/^"((?:before|after) (?:all|each))"/.exec(originalTitle)?.[1] ?? ""];
}

/** Mocha's own word for a failed test, or what it failed by. */
export function failedWord(error: unknown): string {
  const code = fieldOf(error, "code");
  if (code === "ERR_MOCHA_TIMEOUT") return "timedOut";
  return /^Timeout of \d+ms exceeded/.test(textField(error, "message") ?? "") ? "timedOut" : "failed";
}

/** Whether Mocha failed a test that it did not run, because of a hook: `--fail-hook-affected-tests`. */
export function isFailedByHook(error: unknown): boolean {
  return /^Test skipped due to failure in hook/.test(textField(error, "message") ?? "");
}

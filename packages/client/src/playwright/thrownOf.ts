import type { TestError } from "@playwright/test/reporter";
import type { ThrownError } from "../recording/failureOf.ts";

/** The name that stands before the message of what was thrown: `TypeError: no`. */
const named = /^([\w$.]*(?:Error|Exception)): /;

/** An error of Playwright as every recorder knows errors. Its code frame stands where others show a difference. */
export function thrownOf({ message, stack, value, snippet, cause }: TestError): ThrownError {
  const words = message ?? value ?? "";
  const isNamed = named.test(words);
  // Playwright before 1.33 told the name in the stack alone.
  const name = named.exec(isNamed ? words : (stack ?? ""))?.[1];
  return {
    message: isNamed ? words.replace(named, "") : words,
    stack: stack ?? words,
    ...(name === undefined ? {} : { name }),
    ...(snippet === undefined ? {} : { diff: snippet }),
    ...(cause === undefined ? {} : { cause: thrownOf(cause) }),
  };
}

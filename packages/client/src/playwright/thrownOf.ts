import type { TestError } from "@playwright/test/reporter";
import type { ThrownError } from "../recording/failureOf.ts";

/** The name that Playwright puts before the message of what was thrown: `TypeError: no`. */
const named = /^([\w$.]*(?:Error|Exception)): /;

/** An error of Playwright as every recorder knows errors. Its code frame stands where others show a difference. */
export function thrownOf({ message, stack, value, snippet, cause }: TestError): ThrownError {
  const words = message ?? value ?? "";
  const name = named.exec(words)?.[1];
  return {
    message: name === undefined ? words : words.slice(name.length + 2),
    stack: stack ?? words,
    ...(name === undefined ? {} : { name }),
    ...(snippet === undefined ? {} : { diff: snippet }),
    ...(cause === undefined ? {} : { cause: thrownOf(cause) }),
  };
}

import { relative } from "node:path";
import type { ThrownError } from "../recording/failureOf.ts";

/** Where an error that no test owns came from, as far as Vitest knows: `Unhandled Rejection in a.test.ts > adds`. */
export function placeOf(error: ThrownError, root: string): string {
  const { type, VITEST_TEST_PATH: path, VITEST_TEST_NAME: test } = error as Record<string, unknown>;
  const file = typeof path === "string" && path !== "" ? relative(root, path) : undefined;
  const place = [file, test].filter((word) => typeof word === "string" && word !== "").join(" > ");
  return [type, place].filter((word) => typeof word === "string" && word !== "").join(" in ") || "Vitest";
}

/** Whether an error that no test owns says that the process or thread of a worker ended by itself. */
export function isDeathOfWorker({ message, cause }: ThrownError): boolean {
  if (typeof message === "string" && /\[vitest-pool\]|worker (?:exited|terminated|forks emitted)/i.test(message))
    return true;
  return typeof cause === "object" && cause !== null && isDeathOfWorker(cause as ThrownError);
}

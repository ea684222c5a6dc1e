import { createRequire } from "node:module";
import { join } from "node:path";
import { allureRuntime } from "./allureRuntime.ts";
import { currentTest } from "./currentTest.ts";
import { tellFact } from "./tellFact.ts";

/** As much of the runtime of an integration of Allure as its messages go through. */
interface AllureRuntime {
  sendMessage?: (message: unknown) => unknown;
  sendMessageSync?: (message: unknown) => unknown;
}

const heard = Symbol.for("backstory.allure.heard");

type RuntimeOf = () => AllureRuntime | undefined;

/**
 * Lets what tests tell Allure be heard: beside Allure's integration with the runner where there is one, in its place where
 * only Allure's functions are used. Vitest and Playwright carry the messages of their integrations themselves.
 */
export function hearAllure(): void {
  const place = globalThis as { allureTestRuntime?: RuntimeOf };
  const known = place.allureTestRuntime;
  if (known === undefined && isInPlaywright() && hasIntegration()) return;
  const own = allureRuntime(tell);
  let current: RuntimeOf = known === undefined ? () => own : heardOf(known);
  // An integration may put its runtime there later.
  Object.defineProperty(place, "allureTestRuntime", {
    configurable: true,
    enumerable: true,
    get: () => current,
    set: (next: RuntimeOf) => {
      current = heardOf(next);
    },
  });
}

function heardOf(runtimeOf: RuntimeOf): RuntimeOf {
  const isCarried = isInPlaywright() || "__vitest_worker__" in globalThis;
  const runtime = typeof runtimeOf === "function" && !isCarried ? runtimeOf() : undefined;
  if (runtime !== undefined) listenTo(runtime);
  return runtimeOf;
}

function isInPlaywright(): boolean {
  return process.env["TEST_WORKER_INDEX"] !== undefined;
}

/** Allure loads its integration with Playwright when it is first used, unless there is a runtime. */
function hasIntegration(): boolean {
  try {
    createRequire(join(process.cwd(), "package.json")).resolve("allure-playwright");
    return true;
  } catch {
    return false;
  }
}

/** Hears each message once: one way of sending may lead through the other. */
function listenTo(runtime: AllureRuntime): void {
  if (Object.hasOwn(runtime, heard)) return;
  Object.defineProperty(runtime, heard, { value: true });
  let isSending = false;
  for (const way of ["sendMessageSync", "sendMessage"] as const) {
    const send = runtime[way]?.bind(runtime);
    if (send === undefined) continue;
    runtime[way] = (message) => {
      if (isSending) return send(message);
      tell(message);
      isSending = true;
      try {
        return send(message);
      } finally {
        isSending = false;
      }
    };
  }
}

function tell(message: unknown): void {
  tellFact(currentTest(), { fact: "allure", message });
}

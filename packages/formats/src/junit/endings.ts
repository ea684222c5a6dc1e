import type { Failure, Status } from "@backstory/model";
import { fit } from "../fit.ts";
import { childrenOf, type Element } from "./element.ts";

/** How one attempt ended. `output` is the element that holds its own output, when it is one of several attempts. */
export interface Ending {
  readonly status: Status;
  readonly rawStatus: string;
  readonly failure?: Failure;
  readonly output?: Element;
}

const didNotRun = new Set(["disabled", "notrun", "skipped", "ignored", "pending"]);

/**
 * The attempts of a test case, first to last. surefire lists the failures before a pass (`flakyFailure`) and those after
 * a failure (`rerunFailure`); every other writer has one attempt. Of several children of one attempt an error weighs
 * more than a failure, and a failure more than a skip.
 */
export function endingsOf(element: Element): Ending[] {
  const own = endingOf(element);
  const before = childrenOf(element, "flakyFailure", "flakyError").map(attemptOf);
  const after = childrenOf(element, "rerunFailure", "rerunError").map(attemptOf);
  return [...before, own, ...after];
}

function endingOf(element: Element): Ending {
  const errors = childrenOf(element, "error");
  const failures = childrenOf(element, "failure");
  const [skip] = childrenOf(element, "skipped");
  const wrong = [...errors, ...failures];
  if (errors.length > 0) return { status: "broken", rawStatus: "error", failure: failureOf(wrong) };
  if (failures.length > 0) return { status: "failed", rawStatus: "failure", failure: failureOf(wrong) };
  if (skip !== undefined) {
    const reason = failureOf([skip]);
    return { status: "skipped", rawStatus: "skipped", ...(Object.keys(reason).length > 0 ? { failure: reason } : {}) };
  }
  const word = element.attributes["status"] ?? "";
  return didNotRun.has(word.toLowerCase())
    ? { status: "skipped", rawStatus: fit(word, "word") }
    : { status: "passed", rawStatus: "passed" };
}

function attemptOf(element: Element): Ending {
  const status = element.name.endsWith("Error") ? "broken" : "failed";
  return { status, rawStatus: element.name, failure: failureOf([element]), output: element };
}

/** What the first element says, with the texts of all of them. */
function failureOf(elements: readonly Element[]): Failure {
  const type = elements[0]?.attributes["type"] ?? "";
  const traces = elements.map(traceOf).filter((trace) => trace !== "");
  const message = elements[0]?.attributes["message"] ?? "";
  const trace = traces.join("\n\n");
  const words = message === "" ? (trace.split("\n", 1)[0] ?? "") : message;
  return {
    ...(type === "" ? {} : { type: fit(type, "word") }),
    ...(words === "" ? {} : { message: fit(words, "message") }),
    ...(trace === "" ? {} : { trace: fit(trace, "text") }),
  };
}

/** The text of a failure; surefire's reruns have it in an element of its own. A second failure's message stands before. */
function traceOf(element: Element, index: number): string {
  const nested = childrenOf(element, "stackTrace").map(({ text }) => text);
  const text = [element.text, ...nested].join("\n").trim();
  const message = index > 0 ? (element.attributes["message"] ?? "") : "";
  return [message, text].filter((part) => part !== "").join("\n");
}

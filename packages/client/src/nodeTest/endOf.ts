import type { Failure, Status } from "@backstory/model";
import { failureOf } from "../recording/failureOf.ts";
import type { TestData, TestError } from "./testEvent.ts";

/** How a test ended, in the words of a record. */
export interface End {
  readonly status: Status;
  readonly rawStatus: string;
  readonly description?: string;
  readonly failure?: Failure;
}

/** What Node calls the ways to fail that are none of the test itself. */
const brokenBy: Readonly<Record<string, string>> = {
  cancelledByParent: "cancelled",
  testAborted: "aborted",
  parentAlreadyFinished: "cancelled",
};

/** The end of a test that Node tells as passed or failed: a skipped one passes, and one that is to do may fail. */
export function endOf({ skip, todo, details }: TestData, hasPassed: boolean): End {
  if (isSaid(skip)) return { status: "skipped", rawStatus: "skipped", ...reasonIn(skip) };
  const { error, passed_on_attempt: earlier, attempt } = details ?? {};
  if (earlier !== undefined && attempt !== undefined && earlier < attempt) {
    return { status: "skipped", rawStatus: "passed before", description: `passed in attempt ${earlier + 1}` };
  }
  if (isSaid(todo)) return { ...(hasPassed ? todoDone : failedTodo(error)), ...reasonIn(todo) };
  return hasPassed ? { status: "passed", rawStatus: "passed" } : failed(error ?? {});
}

const todoDone: End = { status: "passed", rawStatus: "todo" };

function failedTodo(error: TestError | undefined): End {
  return { status: "skipped", rawStatus: "todo", ...(error === undefined ? {} : { failure: failureIn(error) }) };
}

function failed(error: TestError): End {
  const failure = failureIn(error);
  const { failureType = "", message = "" } = error;
  const hook = /^failed running (\w+) hook/.exec(message)?.[1];
  if (failureType === "hookFailed") return { status: "broken", rawStatus: `failed in ${hook ?? "a hook"}`, failure };
  const word = brokenBy[failureType];
  if (word !== undefined) return { status: "broken", rawStatus: word, failure };
  return { status: "failed", rawStatus: failureType === "testTimeoutFailure" ? "timedOut" : "failed", failure };
}

/** What was thrown; where nothing was, what Node says. */
export function thrownIn({ cause, message }: TestError): unknown {
  const isThrown = cause !== undefined && cause !== null && cause !== message;
  return isThrown ? cause : { message: message ?? "" };
}

function failureIn(error: TestError): Failure {
  return failureOf([thrownIn(error)]);
}

function isSaid(word: string | boolean | undefined): boolean {
  return word !== undefined && word !== false;
}

function reasonIn(word: string | boolean | undefined): { description?: string } {
  return typeof word === "string" && word !== "" ? { description: word } : {};
}

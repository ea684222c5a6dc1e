import type { Failure, ResultToWrite, Status } from "@backstory/model";
import type { TestCase } from "vitest/node";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { failureOf, type ThrownError } from "../recording/failureOf.ts";
import { addMeta } from "./addMeta.ts";
import { browserOf } from "./variantOf.ts";

/** What is known of a test besides what Vitest's own object says. */
export interface TestFacts {
  readonly suite: string;
  readonly name: string;
  readonly file: string;
  /** The hook of this test that threw. */
  readonly failedHook: string | undefined;
  /** Whether the worker died that a test without an end was in. */
  readonly hasWorkerDied: boolean;
}

type TestEnd = ReturnType<TestCase["result"]>;

const mostAttempts = 255;

const phases: Readonly<Record<string, string>> = { beforeEach: "setup", afterEach: "teardown" };

/**
 * The results of a finished test, an attempt each. Vitest tells the time of all attempts together and the errors in one
 * list: each attempt gets an equal share of the time, and the errors in their order.
 */
export function resultsOf(test: TestCase, facts: TestFacts): [ResultToWrite, ...ResultToWrite[]] {
  const end = test.result();
  const diagnostic = test.diagnostic();
  const attempts = test.options.fails ? 1 : Math.min((diagnostic?.retryCount ?? 0) + 1, mostAttempts);
  // To the microsecond: more digits are noise that takes space.
  const durationMs = Math.round(((diagnostic?.duration ?? 0) / attempts) * 1_000) / 1_000;
  const startTime = diagnostic?.startTime ?? Date.now();
  const last = resultOf(test, facts, {
    attempt: attempts,
    startTime: startTime + durationMs * (attempts - 1),
    durationMs,
  });
  const errors = end.errors ?? [];
  setEnd(last, { end, test, facts });
  if (attempts === 1) {
    if (errors.length > 0) last.failure = failureOf(errors);
    return [last];
  }
  const failures = failuresOf(errors, end.state === "failed" ? attempts : attempts - 1);
  const earlier = failures.slice(0, attempts - 1).map((failure, index) => {
    const result = resultOf(test, facts, { attempt: index + 1, startTime: startTime + durationMs * index, durationMs });
    result.failure = failure;
    return result;
  });
  const failure = failures[attempts - 1];
  if (failure !== undefined) last.failure = failure;
  const [first, ...rest] = [...earlier, last];
  return [first ?? last, ...rest];
}

/** One attempt, which failed as long as nobody says otherwise. Plain assignments: this runs for every test. */
function resultOf(
  test: TestCase,
  facts: TestFacts,
  { attempt, startTime, durationMs }: { attempt: number; startTime: number; durationMs: number },
): ResultToWrite {
  const name = cutText(facts.name, bounds.word) || "(no name)";
  const result: ResultToWrite = {
    kind: "result",
    resultId: `${test.id}:${attempt}`,
    suite: cutText(facts.suite, bounds.word),
    name,
    attempt,
    status: "failed",
    rawStatus: "failed",
    startedAt: new Date(startTime).toISOString(),
    durationMs,
    file: facts.file,
  };
  if (name !== test.name) result.displayName = cutText(test.name, bounds.word);
  if (test.location !== undefined) result.line = test.location.line;
  const project = test.project.name;
  // Vitest 3 has no tags.
  if (test.tags?.length > 0) result.labels = { tag: test.tags };
  if (project !== "") result.labels = { ...result.labels, project: [project] };
  const browser = browserOf(test.project);
  if (browser !== undefined) result.labels = { ...result.labels, browser: [browser] };
  addMeta(result, test.meta());
  return result;
}

function setEnd(result: ResultToWrite, { end, test, facts }: { end: TestEnd; test: TestCase; facts: TestFacts }): void {
  const [status, rawStatus] = statusOf(end, test.options, facts);
  result.status = status;
  result.rawStatus = rawStatus;
  // Vitest tells which hook threw, and no times of hooks.
  const phase = facts.failedHook === undefined ? undefined : phases[facts.failedHook];
  if (phase !== undefined && status === "broken") result.phases = [{ name: phase, status: "broken" }];
  if (end.state === "skipped" && end.note !== undefined) result.description = cutText(end.note, bounds.message);
}

function statusOf(end: TestEnd, options: TestCase["options"], facts: TestFacts): [Status, string] {
  const { failedHook, hasWorkerDied } = facts;
  switch (end.state) {
    case "passed":
      return ["passed", options.fails ? "fails" : "passed"];
    case "failed":
      return failedHook === undefined ? ["failed", "failed"] : ["broken", `failed in ${failedHook}`];
    case "skipped":
      return ["skipped", options.mode === "todo" ? "todo" : "skipped"];
    case "pending":
      // It was running when its worker died, or it was cancelled because another test failed.
      return [hasWorkerDied ? "broken" : "skipped", "pending"];
  }
}

/** As many failures as attempts failed. With more errors than attempts (soft assertions) the last attempt takes the rest. */
function failuresOf(errors: readonly ThrownError[], failed: number): Failure[] {
  const share = Math.max(1, Math.floor(errors.length / failed));
  return Array.from({ length: failed }, (_, index) =>
    failureOf(errors.slice(index * share, index === failed - 1 ? undefined : (index + 1) * share)),
  );
}

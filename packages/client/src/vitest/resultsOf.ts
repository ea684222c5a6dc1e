import type { Failure, ResultToWrite, Status } from "@backstory/model";
import { bounds } from "@backstory/model/bounds";
import type { TestCase } from "vitest/node";
import { cutText } from "../cutText.ts";
import { failureOf, type ThrownError } from "./failureOf.ts";
import { factsOfMeta } from "./metaFacts.ts";

/** What is known of a test besides what Vitest's own object says. */
export interface TestFacts {
  readonly suite: string;
  readonly name: string;
  readonly file: string;
  readonly output: { readonly stdout?: string; readonly stderr?: string };
  /** The hook of this test that threw. */
  readonly failedHook: string | undefined;
}

const mostAttempts = 255;

/**
 * The results of a finished test, an attempt each. Vitest tells the time of all attempts together and the errors in one
 * list: each attempt gets an equal share of the time, and the errors in their order.
 */
export function resultsOf(test: TestCase, facts: TestFacts): ResultToWrite[] {
  const ended = test.result();
  const diagnostic = test.diagnostic();
  const errors = ended.errors ?? [];
  const attempts = test.options.fails ? 1 : Math.min((diagnostic?.retryCount ?? 0) + 1, mostAttempts);
  // To the microsecond: more digits are noise that takes space.
  const durationMs = Math.round(((diagnostic?.duration ?? 0) / attempts) * 1_000) / 1_000;
  const startTime = diagnostic?.startTime ?? Date.now();
  const base = commonFacts(test, facts);
  const last: ResultToWrite = {
    ...base,
    resultId: `${test.id}:${attempts}`,
    attempt: attempts,
    ...statusOf(test, facts.failedHook),
    startedAt: new Date(startTime + durationMs * (attempts - 1)).toISOString(),
    durationMs,
    ...facts.output,
  };
  if (attempts === 1) return [errors.length === 0 ? last : { ...last, failure: failureOf(errors) }];
  const failures = failuresOf(errors, ended.state === "failed" ? attempts : attempts - 1);
  const results = failures.slice(0, attempts - 1).map(
    (failure, index): ResultToWrite => ({
      ...base,
      resultId: `${test.id}:${index + 1}`,
      attempt: index + 1,
      status: "failed",
      rawStatus: "failed",
      startedAt: new Date(startTime + durationMs * index).toISOString(),
      durationMs,
      failure,
    }),
  );
  const failure = failures[attempts - 1];
  return [...results, failure === undefined ? last : { ...last, failure }];
}

function commonFacts(test: TestCase, facts: TestFacts) {
  const labels: Record<string, string[]> = {};
  // Vitest 3 has no tags.
  if (test.tags?.length > 0) labels["tag"] = test.tags;
  if (test.project.name !== "") labels["project"] = [test.project.name];
  const name = cutText(facts.name, bounds.word) || "(no name)";
  return {
    kind: "result" as const,
    suite: cutText(facts.suite, bounds.word),
    name,
    ...(name === test.name ? {} : { displayName: cutText(test.name, bounds.word) }),
    file: facts.file,
    ...(test.location === undefined ? {} : { line: test.location.line }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...factsOfMeta(test.meta()),
  };
}

function statusOf(test: TestCase, failedHook: string | undefined): { status: Status; rawStatus: string } & SkipReason {
  const ended = test.result();
  switch (ended.state) {
    case "passed":
      return { status: "passed", rawStatus: test.options.fails ? "fails" : "passed" };
    case "failed":
      return failedHook === undefined
        ? { status: "failed", rawStatus: "failed" }
        : { status: "broken", rawStatus: `failed in ${failedHook}` };
    case "skipped":
      return {
        status: "skipped",
        rawStatus: test.options.mode === "todo" ? "todo" : "skipped",
        ...(ended.note === undefined ? {} : { description: cutText(ended.note, bounds.message) }),
      };
    case "pending":
      return { status: "broken", rawStatus: "pending" };
  }
}

interface SkipReason {
  readonly description?: string;
}

/** As many failures as attempts failed. With more errors than attempts (soft assertions) the last attempt takes the rest. */
function failuresOf(errors: readonly ThrownError[], failed: number): Failure[] {
  const share = Math.max(1, Math.floor(errors.length / failed));
  return Array.from({ length: failed }, (_, index) =>
    failureOf(errors.slice(index * share, index === failed - 1 ? undefined : (index + 1) * share)),
  );
}

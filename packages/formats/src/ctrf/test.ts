import type { Failure, ResultToWrite, Status } from "@backstory/model";
import { fit } from "../fit.ts";
import { asObject, asObjects, asText, inWords, type JsonObject } from "../json.ts";
import { asDurationMs, asTime } from "../times.ts";

const statuses: Readonly<Record<string, Status>> = { passed: "passed", failed: "failed" };

const ownKeys = new Set([
  ...["name", "status", "duration", "start", "stop", "suite", "message", "trace", "snippet", "line", "rawStatus"],
  ...["tags", "labels", "filePath", "retries", "retryAttempts", "flaky", "stdout", "stderr", "threadId", "steps"],
  ...["parameters", "extra", "attachments"],
]);

/**
 * The results of one test, an attempt each, first to last. Attempts that are counted and not listed (`retries`,
 * `flaky`) are kept as failures of which nothing more is known.
 */
export function resultsOfTest(
  test: JsonObject,
  identity: Pick<ResultToWrite, "suite" | "name">,
  { resultId, startedAt }: Pick<ResultToWrite, "resultId" | "startedAt">,
): ResultToWrite[] {
  const attempts = attemptsOf(test);
  return attempts.map((attempt, index) => ({
    kind: "result",
    resultId: attempts.length === 1 ? resultId : `${resultId}.${index + 1}`,
    ...identity,
    attempt: index + 1,
    ...endingOf(attempt),
    startedAt: asTime(attempt["start"]) ?? startedAt,
    durationMs: asDurationMs(attempt["duration"]),
    ...outputOf(attempt),
    ...(index === attempts.length - 1 ? aboutTest(test) : {}),
  }));
}

function attemptsOf(test: JsonObject): JsonObject[] {
  const listed = asObjects(test["retryAttempts"]);
  const retries = Math.min(Number.isInteger(test["retries"]) ? (test["retries"] as number) : 0, 200);
  const { retryAttempts: _, ...last } = test;
  if (listed.length > 0) return listed.length > retries && retries > 0 ? withLast(listed, last) : [...listed, last];
  const isFlaky = test["flaky"] === true && test["status"] === "passed";
  const unlisted = isFlaky ? Math.max(retries, 1) : 0;
  return [...Array.from({ length: unlisted }, () => ({ status: "failed", duration: 0 })), last];
}

/** Some writers list the last attempt too: what the test says of it stands beside what the list says. */
function withLast(listed: readonly JsonObject[], test: JsonObject): JsonObject[] {
  return [...listed.slice(0, -1), { ...test, ...listed.at(-1), status: test["status"] ?? null }];
}

function endingOf(attempt: JsonObject): Pick<ResultToWrite, "status" | "rawStatus" | "failure"> {
  const word = asText(attempt["status"]) ?? "other";
  const status = statuses[word] ?? "skipped";
  const failure = failureOf(attempt);
  return {
    status,
    rawStatus: fit(asText(attempt["rawStatus"]) ?? word, "word"),
    ...(Object.keys(failure).length === 0 || status === "passed" ? {} : { failure }),
  };
}

function failureOf(attempt: JsonObject): Failure {
  const message = asText(attempt["message"]);
  const trace = [asText(attempt["trace"]), asText(attempt["snippet"])].filter((part) => part !== undefined);
  return {
    ...(message === undefined ? {} : { message: fit(message, "message") }),
    ...(trace.length === 0 ? {} : { trace: fit(trace.join("\n\n"), "text") }),
  };
}

function outputOf(attempt: JsonObject): Pick<ResultToWrite, "stdout" | "stderr"> {
  const stdout = linesOf(attempt["stdout"]);
  const stderr = linesOf(attempt["stderr"]);
  return {
    ...(stdout === undefined ? {} : { stdout: fit(stdout, "text") }),
    ...(stderr === undefined ? {} : { stderr: fit(stderr, "text") }),
  };
}

function linesOf(value: unknown): string | undefined {
  return Array.isArray(value) && value.length > 0 ? value.map(inWords).join("\n") : asText(value);
}

/** What is said of the test and not of one attempt. Keys that records have no place for become properties. */
function aboutTest(test: JsonObject): Partial<ResultToWrite> {
  const { filePath, line, parameters, threadId, steps } = test;
  const labels = labelsOf(test);
  const rest = Object.entries(test).filter(([key, value]) => !ownKeys.has(key) && value !== null);
  const more = [...rest, ...Object.entries(asObject(test["extra"]) ?? {})];
  const file = asText(filePath);
  const worker = asText(threadId);
  return {
    ...(file === undefined ? {} : { file: fit(file, "word") }),
    ...(Number.isInteger(line) && (line as number) >= 1 ? { line: line as number } : {}),
    ...(worker === undefined ? {} : { worker: fit(worker, "word") }),
    ...(asObject(parameters) === undefined ? {} : { params: parameters as NonNullable<ResultToWrite["params"]> }),
    ...(Array.isArray(steps) && steps.length > 0 ? { steps: steps.slice(0, 1_000) } : {}),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(more.length === 0
      ? {}
      : {
          properties: Object.fromEntries(
            more.slice(0, 1_000).map(([key, value]) => [fit(key, "word"), fit(inWords(value), "message")]),
          ),
        }),
  };
}

function labelsOf(test: JsonObject): Record<string, string[]> {
  const labels: Record<string, string[]> = {};
  const words = (value: unknown): string[] =>
    (Array.isArray(value) ? value : [value]).slice(0, 1_000).map((each) => fit(inWords(each), "word"));
  for (const [name, value] of Object.entries(asObject(test["labels"]) ?? {})) labels[fit(name, "word")] = words(value);
  if (Array.isArray(test["tags"]) && test["tags"].length > 0) labels["tag"] = words(test["tags"]);
  return labels;
}

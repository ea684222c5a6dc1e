import type { Failure, ResultToWrite, Status } from "@backstory/model";
import { fit } from "../fit.ts";
import { asObject, asObjects, asText, inWords, type JsonObject } from "../json.ts";
import { asDurationMs, asTime } from "../times.ts";
import { customFieldsOf } from "./customFields.ts";
import { keptOf } from "./kept.ts";

const statuses: Readonly<Record<string, Status>> = { pass: "passed", fail: "failed" };

/** The results of one case: the attempts that `_Retries` tells, and then the case itself. */
export function resultsOfCase(
  one: JsonObject,
  identity: Pick<ResultToWrite, "suite" | "name">,
  { resultId, startedAt }: Pick<ResultToWrite, "resultId" | "startedAt">,
): ResultToWrite[] {
  const { _Retries: told, ...last } = one;
  const earlier = asObjects(typeof told === "string" ? parsed(told) : told).slice(0, 254);
  const attempts = [...earlier, last];
  return attempts.map((attempt, index) => ({
    kind: "result",
    resultId: attempts.length === 1 ? resultId : `${resultId}.${index + 1}`,
    ...identity,
    attempt: index + 1,
    ...attemptOf(attempt, startedAt),
    ...paramsOf(one),
    ...keptOf(attempt, { name: identity.name, retries: index === attempts.length - 1 ? told : undefined }),
  }));
}

function attemptOf(
  attempt: JsonObject,
  startedAt: string,
): Pick<ResultToWrite, "status" | "rawStatus" | "startedAt" | "durationMs" | "description" | "failure" | "steps"> {
  const { result, rawResult, desc, steps, start, end, duration } = attempt;
  const word = asText(result) ?? "unknown";
  const tookMs = durationOf(start, end, duration);
  const begunAt = asTime(start) ?? asTime(typeof end === "number" ? end - tookMs : undefined);
  const description = asText(desc);
  const failure = failureOf(asText(attempt["reason"]));
  return {
    status: statuses[word] ?? "skipped",
    rawStatus: fit(asText(rawResult) ?? word, "word"),
    startedAt: begunAt ?? startedAt,
    durationMs: tookMs,
    ...(description === undefined ? {} : { description: fit(description, "message") }),
    ...(failure === undefined ? {} : { failure }),
    ...(Array.isArray(steps) && steps.length > 0 ? { steps: steps.slice(0, 1_000) } : {}),
    ...customFieldsOf(attempt),
  };
}

function durationOf(start: unknown, end: unknown, duration: unknown): number {
  const between = typeof start === "number" && typeof end === "number" ? end - start : 0;
  return asDurationMs(typeof duration === "number" ? duration : between);
}

/** A reason has no parts: it is the message, and where it is too long for one the trace. */
function failureOf(reason: string | undefined): Failure | undefined {
  if (reason === undefined) return undefined;
  const message = fit(reason, "message");
  return message === reason
    ? { message }
    : { message: fit(reason.slice(0, 2_000), "message"), trace: fit(reason, "text") };
}

function paramsOf(one: JsonObject): Pick<ResultToWrite, "params"> {
  const params = Object.entries(asObject(one["params"]) ?? {}).slice(0, 1_000);
  return params.length === 0
    ? {}
    : { params: Object.fromEntries(params.map(([key, value]) => [fit(key, "word"), value])) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [{ reason: inWords(text) }];
  }
}

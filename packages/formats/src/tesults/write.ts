import type { Outcome } from "@backstory/model";
import { asObject, type JsonObject } from "../json.ts";

/** One attempt as a case is written from it. */
export interface AttemptToWrite {
  readonly suite: string;
  readonly name: string;
  readonly params: JsonObject;
  /** As interpreted for the reader: it decides `result`. */
  readonly outcome: Outcome;
  readonly rawStatus: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly description: string;
  readonly failure: { readonly message: string; readonly trace: string } | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly unknown[];
  /** What the record had besides, as it was kept. */
  readonly extra: JsonObject;
}

const results: Readonly<Record<Outcome, "pass" | "fail" | "unknown">> = {
  ...{ passed: "pass", flaky: "pass", failed: "fail", broken: "fail", skipped: "unknown" },
};

/** The case of a test from its attempts, first to last: the last as the case, those before under `_Retries`. */
export function writeCase(attempts: readonly AttemptToWrite[]): Record<string, unknown> {
  const last = attempts.at(-1);
  if (last === undefined) throw new RangeError("writeCase needs at least one attempt");
  const earlier = attempts.slice(0, -1).map(writeAttempt);
  return { ...(earlier.length === 0 ? {} : { _Retries: earlier }), ...writeAttempt(last) };
}

function writeAttempt(attempt: AttemptToWrite): Record<string, unknown> {
  const start = Date.parse(attempt.startedAt);
  const { name, suite, params, description, failure, steps, stdout, stderr, labels } = attempt;
  const reason = failure === null ? "" : reasonOf(failure);
  const custom = Object.entries(attempt.properties).map(([key, value]) => [`_${key}`, value]);
  const known = Object.fromEntries(custom) as Record<string, unknown>;
  return {
    name,
    result: results[attempt.outcome],
    rawResult: attempt.rawStatus,
    ...(suite === "" ? {} : { suite }),
    ...(description === "" ? {} : { desc: description }),
    ...(reason === "" ? {} : { reason }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(steps.length === 0 ? {} : { steps }),
    ...{ start, end: start + Math.round(attempt.durationMs), duration: attempt.durationMs },
    ...(stdout === "" ? {} : { "_Standard output": stdout }),
    ...(stderr === "" ? {} : { "_Standard error": stderr }),
    ...Object.fromEntries(
      Object.entries(labels).map(([label, values]) => [label === "tag" ? "_Tags" : `_${label}`, values.join(", ")]),
    ),
    ...known,
    ...asObject(attempt.extra["tesults"]),
  };
}

/** The trace holds the whole reason where it was too long for a message; else both have something to say. */
function reasonOf({ message, trace }: { readonly message: string; readonly trace: string }): string {
  if (trace === "" || trace.startsWith(message.slice(0, 1_000))) return trace === "" ? message : trace;
  return message === "" ? trace : `${message}\n${trace}`;
}

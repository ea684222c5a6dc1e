import type { ResultToWrite } from "@backstory/model";
import type { LaterRecord } from "../recorder.ts";

/** A test case in the words of Tesults, whose own fields begin with `_`. */
export type TesultsCase = Record<string, unknown>;

const results: Readonly<Record<string, string>> = { passed: "pass", failed: "fail", broken: "fail" };

/** The case of one attempt. Labels, properties, metrics, output and place become fields of its own. */
export function resultCase(result: ResultToWrite, files: readonly string[]): TesultsCase {
  const start = Date.parse(result.startedAt);
  const { failure, stdout, stderr, file, line, attempt = 1 } = result;
  return withoutEmpty({
    name: result.name,
    result: results[result.status] ?? "unknown",
    rawResult: result.rawStatus ?? result.status,
    suite: result.suite,
    desc: result.description,
    reason: failure?.trace ?? failure?.message,
    params: result.params,
    files,
    start,
    end: start + Math.round(result.durationMs),
    duration: result.durationMs,
    steps: (result.steps ?? []).map(stepCase),
    _Location: file === undefined ? undefined : withoutEmpty({ file, line }),
    "_Standard output": stdout,
    "_Standard error": stderr,
    _Retry: attempt > 1 ? attempt - 1 : undefined,
    ...named(result.labels, (values) => (Array.isArray(values) && values.length === 1 ? values[0] : values)),
    ...named(result.properties),
    ...named(result.metrics),
  });
}

/** What went wrong outside tests, as a case that failed. */
export function errorCase({ where, message, trace }: Extract<LaterRecord, { kind: "error" }>): TesultsCase {
  return { name: where ?? "error", suite: "[error]", result: "fail", rawResult: "error", reason: trace ?? message };
}

/** The pseudo-case of the build. */
export function buildCase(build: BuildFacts, files: readonly string[]): TesultsCase {
  const { result } = build;
  return withoutEmpty({
    name: build.name,
    suite: "[build]",
    result: result === "pass" || result === "fail" ? result : "unknown",
    rawResult: result ?? "unknown",
    desc: build.description,
    reason: build.reason,
    files,
  });
}

/** What is said of the build. */
export interface BuildFacts {
  readonly name?: string;
  readonly description?: string;
  readonly result?: string;
  readonly reason?: string;
}

function stepCase(step: unknown): TesultsCase {
  const { name, status, startedAt, durationMs, failure, steps } = step as Record<string, unknown>;
  return withoutEmpty({
    name: name ?? "",
    result: results[String(status)] ?? "unknown",
    reason: (failure as { message?: unknown } | undefined)?.message,
    start: typeof startedAt === "string" ? Date.parse(startedAt) : undefined,
    duration: durationMs,
    steps: Array.isArray(steps) ? steps.map(stepCase) : [],
  });
}

function named(fields: object = {}, of: (value: unknown) => unknown = (value) => value): TesultsCase {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`_${name}`, of(value)]));
}

function withoutEmpty(fields: Record<string, unknown>): TesultsCase {
  const isThere = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isThere(value)));
}

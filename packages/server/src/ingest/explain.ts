import type { z } from "zod";
import { wellFormedText } from "./wellFormed.ts";

const maxIssues = 3;
const maxReasonLength = 400;

/** What is wrong with a record, in one sentence of bounded length: the first few faults, each with its place. */
export function explain(error: z.ZodError, record: unknown): string {
  const faults = error.issues.slice(0, maxIssues).map((issue) => `${place(issue.path)} ${fault(issue, record)}`);
  if (error.issues.length > maxIssues) faults.push(`and ${error.issues.length - maxIssues} more`);
  return cut(faults.join("; "));
}

/** The reason, no longer than an answer can carry for each of many lines, and without halves of surrogate pairs. */
export function cut(reason: string): string {
  const short = reason.length <= maxReasonLength ? reason : `${reason.slice(0, maxReasonLength - 1)}…`;
  return wellFormedText(short);
}

function place(path: readonly PropertyKey[]): string {
  return (
    path
      .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
      .join("")
      .replace(/^\./, "") || "it"
  );
}

function fault(issue: z.core.$ZodIssue, record: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return valueAt(record, issue.path) === undefined ? "is missing" : `must be ${kindInWords(issue.expected)}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_big":
      return `must ${sizeInWords(issue.origin, "at most", Number(issue.maximum))}`;
    case "too_small":
      return `must ${sizeInWords(issue.origin, "at least", Number(issue.minimum))}`;
    case "invalid_format":
      return issue.format === "datetime" ? "must be a time in UTC such as 2026-11-21T19:46:57.123Z" : issue.message;
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  }
}

function kindInWords(expected: string): string {
  if (expected === "record") return "an object";
  if (expected === "int") return "a whole number";
  return `${/^[aeio]/.test(expected) ? "an" : "a"} ${expected}`;
}

function sizeInWords(origin: string, bound: string, size: number): string {
  if (origin === "string") return `have ${bound} ${size} character${size === 1 ? "" : "s"}`;
  if (origin === "array") return `have ${bound} ${size} entries`;
  return `be ${bound} ${size}`;
}

function valueAt(record: unknown, path: readonly PropertyKey[]): unknown {
  let value = record;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

import { stripVTControlCharacters } from "node:util";
import type { Failure } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";

/** An error as Vitest hands it over from a worker: anything may be missing, for anything can be thrown. */
export interface ThrownError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly diff?: unknown;
  readonly cause?: unknown;
}

const deepestCause = 5;

/** Frames of Vitest itself: they are the same in each failure. */
const framesOfVitest = /\n {4}at [^\n]*\/node_modules\/(?:@vitest|vitest)\/[^\n]*/g;

/** The failure that errors tell: type and message of the first, and one trace with the difference and frames of each. */
export function failureOf(errors: readonly ThrownError[]): Failure {
  const [first] = errors;
  if (first === undefined) return {};
  return {
    ...(typeof first.name === "string" && first.name !== "" ? { type: cutText(first.name, bounds.word) } : {}),
    message: cutText(stripVTControlCharacters(messageOf(first)), bounds.message),
    trace: cutText(errors.map((error) => traceOf(error, deepestCause)).join("\n\n"), bounds.text),
  };
}

function messageOf(error: ThrownError): string {
  return typeof error.message === "string" ? error.message : String(error.message ?? error);
}

/** Keeps the colours: the trace is what a person reads. */
function traceOf(error: ThrownError, depth: number): string {
  const parts = [headAndFrames(error)];
  if (typeof error.diff === "string" && error.diff !== "") parts.splice(1, 0, error.diff);
  if (depth > 0 && typeof error.cause === "object" && error.cause !== null) {
    parts.push(`Caused by: ${traceOf(error.cause as ThrownError, depth - 1)}`);
  }
  return parts.join("\n\n");
}

function headAndFrames(error: ThrownError): string {
  if (typeof error.stack === "string" && error.stack !== "") return error.stack.replace(framesOfVitest, "");
  return `${typeof error.name === "string" ? error.name : "Error"}: ${messageOf(error)}`;
}

import { stripVTControlCharacters } from "node:util";
import type { Failure } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { fieldOf, textField, wordsOf } from "./thrownValue.ts";

/** An error as a runner hands it over, often from a worker: anything may be missing, for anything can be thrown. */
export interface ThrownError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  /** The difference of what was expected and what was there, as a person reads it. */
  readonly diff?: unknown;
  readonly cause?: unknown;
}

/** Of one thrown value, with its causes. */
const mostErrors = 10;

/** Frames of the runners themselves: they are the same in each failure. */
const framesOfRunners =
  /\n {4}at [^\n]*[\\/]node_modules[\\/](?:@?vitest|@?jest|jest-[a-z0-9-]+|@playwright|playwright(?:-core)?|mocha)[\\/][^\n]*/g;

/**
 * The failure that thrown values tell: type and message of the first, and one trace with the difference, frames and
 * causes of each. Whatever was thrown, be it a Proxy or a circle, this does not throw.
 */
export function failureOf(errors: readonly unknown[]): Failure {
  if (errors.length === 0) return {};
  const [first] = errors;
  const name = textField(first, "name");
  return {
    ...(name === undefined ? {} : { type: cutText(name, bounds.word) }),
    message: cutText(stripVTControlCharacters(messageOf(first)), bounds.message),
    trace: cutText(errors.map((error) => traceOf(error, new Set())).join("\n\n"), bounds.text),
  };
}

function messageOf(error: unknown): string {
  const message = fieldOf(error, "message");
  if (typeof message === "string") return message;
  return wordsOf(message ?? error);
}

/** Keeps the colours: the trace is what a person reads. */
function traceOf(error: unknown, told: Set<unknown>): string {
  told.add(error);
  const parts = [headAndFrames(error)];
  const diff = textField(error, "diff");
  if (diff !== undefined) parts.push(diff);
  for (const [words, inner] of innerErrors(error)) {
    // A cause may lead back to itself.
    if (told.has(inner) || told.size >= mostErrors) continue;
    parts.push(`${words} ${traceOf(inner, told)}`);
  }
  return parts.join("\n\n");
}

/** What caused an error, and what an AggregateError was made of. */
function innerErrors(error: unknown): [words: string, inner: unknown][] {
  const cause = fieldOf(error, "cause");
  const inner: [string, unknown][] = cause === undefined || cause === null ? [] : [["Caused by:", cause]];
  const others = fieldOf(error, "errors");
  try {
    if (Array.isArray(others)) for (const other of others.slice(0, mostErrors)) inner.push(["Together with:", other]);
  } catch {
    // A Proxy for an array need not have what an array has.
  }
  return inner;
}

function headAndFrames(error: unknown): string {
  const stack = textField(error, "stack");
  if (stack !== undefined) return stack.replace(framesOfRunners, "");
  const name = textField(error, "name");
  if (name !== undefined) return `${name}: ${messageOf(error)}`;
  return typeof error === "object" && error !== null ? `Error: ${messageOf(error)}` : messageOf(error);
}

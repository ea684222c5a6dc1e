import { BackstoryError, errors } from "@backstory/model";
import { harmlessLines, safeJson } from "./output/harmless.ts";

/** Prints the answer of a command: as JSON where that was asked for, else in words. */
export function printAnswer(value: unknown, isJson: boolean | undefined, inWords: () => string): void {
  const text = isJson ? safeJson(value) : inWords();
  if (text !== "") process.stdout.write(`${text}\n`);
}

/** Prints an error as a sentence with what to do next; with `--json` as a problem document. Traces only for debugging. */
export function printError(error: unknown, { json, debug }: { json?: boolean; debug?: boolean }): void {
  if (json && error instanceof BackstoryError) {
    process.stderr.write(`${safeJson(error.toProblem())}\n`);
  } else if (error instanceof BackstoryError) {
    const { title, hint } = errors[error.code];
    process.stderr.write(`${error.message === "" ? `${title}.` : harmlessLines(error.message)}\n${hint}\n`);
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n${causeOf(error)}`);
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? `Caused by: ${error.cause.stack}\n` : "";
}

import { BackstoryError, errors } from "@backstory/model";

/** Prints the answer of a command: as JSON where that was asked for, else in words. */
export function printAnswer(value: unknown, isJson: boolean | undefined, inWords: () => string): void {
  const text = isJson ? JSON.stringify(value, null, 2) : inWords();
  if (text !== "") process.stdout.write(`${text}\n`);
}

/** Prints an error as a sentence with what to do next; with `--json` as a problem document. Traces only for debugging. */
export function printError(error: unknown, { json, debug }: { json?: boolean; debug?: boolean }): void {
  if (json && error instanceof BackstoryError) {
    process.stderr.write(`${JSON.stringify(error.toProblem(), null, 2)}\n`);
  } else if (error instanceof BackstoryError) {
    const { title, hint } = errors[error.code];
    process.stderr.write(`${error.message === "" ? `${title}.` : error.message}\n${hint}\n`);
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n${causeOf(error)}`);
}

/** Rows as a table: each column as wide as its widest cell, none of the trailing spaces. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? `Caused by: ${error.cause.stack}\n` : "";
}

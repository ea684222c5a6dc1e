import { type AnsiSpan, ansiSpans } from "./ansiSpans.ts";
import { linesOf } from "./linesOf.ts";

/** The lines of a trace in its colours; where pytest wrote it without any, the lines that say what was wrong are red. */
export function traceLines(trace: string): AnsiSpan[][] {
  const lines = linesOf(ansiSpans(trace));
  const isColoured = lines.some((line) => line.some((span) => span.colour !== ""));
  return isColoured
    ? lines
    : lines.map((line) => line.map((span) => (isErrorLine(span) ? { ...span, colour: "red" } : span)));
}

function isErrorLine({ text }: AnsiSpan): boolean {
  return /^E(\s|$)/.test(text);
}

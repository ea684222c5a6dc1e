import type { AnsiSpan } from "./ansiSpans.ts";

/** Styled text cut into its lines; a style goes on over the line's end. A last empty line is left away. */
export function linesOf(spans: readonly AnsiSpan[]): AnsiSpan[][] {
  const lines: AnsiSpan[][] = [[]];
  for (const span of spans) {
    const [first = "", ...others] = span.text.split("\n");
    if (first !== "") lines.at(-1)?.push({ ...span, text: first });
    for (const text of others) lines.push(text === "" ? [] : [{ ...span, text }]);
  }
  if (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

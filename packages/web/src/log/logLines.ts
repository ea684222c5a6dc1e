import { type AnsiSpan, ansiSpans } from "../text/ansiSpans.ts";
import { linesOf } from "../text/linesOf.ts";
import { visibleText } from "../text/visibleText.ts";

/** Above this many characters colours are not looked for: they would cost more than they say. */
const colouredUpTo = 4_000_000;

/** The lines of a text of any length, in its colours up to a few megabytes. */
export function logLines(text: string): readonly AnsiSpan[][] {
  if (text.length <= colouredUpTo) return linesOf(ansiSpans(text));
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => [{ text: visibleText(line), colour: "", background: "", decorations: [] }]);
}

/** The numbers, from 0, of the lines that have a text in them, whatever its case. */
export function linesWith(lines: readonly AnsiSpan[][], wanted: string): number[] {
  const word = wanted.toLowerCase();
  if (word === "") return [];
  return lines.flatMap((line, index) =>
    line
      .map((span) => span.text)
      .join("")
      .toLowerCase()
      .includes(word)
      ? [index]
      : [],
  );
}

import { plainText } from "./ansiSpans.ts";
import { visibleText } from "./visibleText.ts";

/** The first line of a text that says anything, without colours; empty when none does. */
export function firstLine(text: string): string {
  const line = plainText(text)
    .split("\n")
    .find((candidate) => candidate.trim() !== "");
  return visibleText(line?.trim() ?? "");
}

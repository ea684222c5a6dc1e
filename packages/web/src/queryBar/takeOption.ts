import type { SearchCompletion, SearchOption } from "@backstory/model";

/** A search with an option put in, and where the caret stands then: behind a value there is room for the next term. */
export function takeOption(
  text: string,
  { from, to, field }: Pick<SearchCompletion, "from" | "to" | "field">,
  { insert }: SearchOption,
): { text: string; caret: number } {
  const word = field === null ? insert : quoted(insert);
  const rest = text.slice(to);
  const space = field !== null && !rest.startsWith(" ") ? " " : "";
  const before = `${text.slice(0, from)}${word}${space}`;
  return { text: before + rest, caret: before.length };
}

/** A value as it stands behind `field:`; a pair of a label needs no quotes for its `=`. */
function quoted(value: string): string {
  return /^[^\s"(),]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}

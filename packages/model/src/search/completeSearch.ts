import { outcomeLetters, searchFields } from "./searchQuery.ts";

/** What can be put in place of the word at the caret. */
export interface SearchCompletion {
  /** The stretch of the text that an option replaces, from `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
  /** The field whose values are wanted, when the caret stands behind `field:`; what there is, the server knows. */
  readonly field: string | null;
  /** What has been typed of the value or the word. */
  readonly typed: string;
  readonly options: readonly SearchOption[];
}

/** One thing that can be put in. */
export interface SearchOption {
  readonly insert: string;
  readonly means: string;
}

/** The fields whose values depend on what was recorded. */
export const recordedFields = ["branch", "target", "label", "suite", "assignee"] as const;

/** A field whose values depend on what was recorded. */
export type RecordedField = (typeof recordedFields)[number];

/** What can be put in at the caret of a search: fields, or outcomes behind `status:`. */
export function completeSearch(text: string, caret: number): SearchCompletion {
  const before = /(?<word>(?:"[^"]*"?|[^\s"()])*)$/.exec(text.slice(0, caret))?.groups?.["word"] ?? "";
  const word = before.replace(/^-/, "");
  const to = caret + (/^[^\s()]*/.exec(text.slice(caret))?.[0].length ?? 0);
  const colon = /^(?<field>[a-z]{2,}):(?!:)/i.exec(word)?.groups?.["field"]?.toLowerCase();
  if (colon === undefined)
    return { from: caret - word.length, to, field: null, typed: word, options: fieldOptions(word) };
  const typed = word.slice(Math.max(colon.length + 1, word.lastIndexOf(",") + 1));
  const from = caret - typed.length;
  const fits = Object.keys(outcomeLetters).filter(
    (outcome) => colon === "status" && outcome.startsWith(typed.toLowerCase()),
  );
  return { from, to, field: colon, typed, options: fits.map((insert) => ({ insert, means: "" })) };
}

function fieldOptions(word: string): SearchOption[] {
  if (word === "")
    return Object.values(searchFields).map(({ example, means }) => ({ insert: beginning(example), means }));
  const lower = word.toLowerCase();
  return Object.entries(searchFields)
    .filter(([name, { example }]) => name.startsWith(lower) && beginning(example) !== lower)
    .map(([, { example, means }]) => ({ insert: beginning(example), means }));
}

/** As much of an example as is always typed: `status:`, `flips>`, `seq(`. */
function beginning(example: string): string {
  return /^[a-z0-9]+[:(<>]/.exec(example)?.[0] ?? example;
}

import type { Attachment } from "./attachmentKind.ts";

/** More files than these are not kept in an address. */
const most = 50;

/** The files of a list that are not as they are at first: a word each, separated by commas. */
export function isTurned(words: string | undefined, file: Pick<Attachment, "sha256">): boolean {
  return words?.split(",").includes(wordOf(file)) ?? false;
}

/** The list with one file more, or one less when it is there; the oldest go when there are too many. */
export function turned(words: string | undefined, file: Pick<Attachment, "sha256">): string | undefined {
  const word = wordOf(file);
  const others = (words?.split(",") ?? []).filter((each) => each !== word);
  const next = isTurned(words, file) ? others : [...others, word].slice(-most);
  return next.length === 0 ? undefined : next.join(",");
}

/** Enough of a file's sum to tell it from the others of a run. */
function wordOf({ sha256 }: Pick<Attachment, "sha256">): string {
  return sha256.slice(0, 12);
}

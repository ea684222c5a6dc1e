import { quoteForSearch } from "@backstory/model";

/** A text as a search for tests that have all of its words, none of which means anything else there. */
export function wordsToSearch(text: string): string {
  return text.trim().split(/\s+/).map(quoteForSearch).join(" ");
}

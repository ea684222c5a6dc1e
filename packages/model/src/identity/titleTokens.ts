/** The words of a test's name, lower case: cut at signs, at capitals and between letters and digits; `test` and the like say nothing. */
export function titleTokens(name: string): ReadonlySet<string> {
  const words = name
    .replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu, " ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return new Set(words.filter((word) => word !== "" && !wordsOfAll.has(word)));
}

const wordsOfAll = new Set(["test", "tests", "should"]);

/** How much two sets share, from 0 to 1; two empty ones share nothing. */
export function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

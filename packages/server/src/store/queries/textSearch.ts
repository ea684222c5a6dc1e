/** SQL of everything that a test is called: suite, name, title and params. */
export const namesOfTest = "concat(suite, ' ', name, ' ', displayName, ' ', params)";

/** The condition that a test has the text `{q}` in its suite, name, title or params, whatever its case. */
export function containsText(q: string | undefined): string {
  return containsIn(namesOfTest, q ?? "", "{q:String}");
}

/**
 * The condition that a column has a text, whatever its case; `place` is where the text stands. ASCII text is sought in
 * bytes, which is several times faster than in characters and finds the same.
 */
export function containsIn(column: string, text: string, place: string): string {
  const isAscii = /^[\x20-\x7e]*$/.test(text);
  return `${isAscii ? "positionCaseInsensitive" : "positionCaseInsensitiveUTF8"}(${column}, ${place}) > 0`;
}

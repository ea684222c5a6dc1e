const named = "concat(suite, ' ', name, ' ', displayName, ' ', params)";

/**
 * The condition that a test has the text `{q}` in its suite, name, title or params, whatever its case. ASCII text is
 * sought in bytes, which is several times faster than in characters and finds the same.
 */
export function containsText(q: string | undefined): string {
  const isAscii = q === undefined || /^[\x20-\x7e]*$/.test(q);
  return `${isAscii ? "positionCaseInsensitive" : "positionCaseInsensitiveUTF8"}(${named}, {q:String}) > 0`;
}

const loneSurrogates = /\p{Surrogate}/gu;

/** The text with each half of a surrogate pair that has lost its other half replaced by U+FFFD. */
export function wellFormedText(text: string): string {
  return text.replace(loneSurrogates, "\ufffd");
}

/** A JSON value with all its texts and keys well-formed. */
export function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return wellFormedText(value);
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [wellFormedText(key), wellFormed(entry)]));
}

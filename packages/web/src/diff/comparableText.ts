/** A pair of texts as they are compared, and what was done to them. */
export interface ComparableTexts {
  readonly expected: string;
  readonly actual: string;
  /** Both were JSON: they are set out line by line, their keys sorted, so that only what differs differs. */
  readonly isJson: boolean;
  /** Both hold the same elements, and only their order differs. */
  readonly isOrderOnly: boolean;
}

/** Two texts made comparable: objects and arrays of JSON are set out alike, everything else stays as it is. */
export function comparableTexts(expected: string, actual: string): ComparableTexts {
  const [left, right] = [structureIn(expected), structureIn(actual)];
  if (left === undefined || right === undefined) return { expected, actual, isJson: false, isOrderOnly: false };
  const [leftText, rightText] = [setOut(left), setOut(right)];
  const isOrderOnly = leftText !== rightText && setOut(inOrder(left)) === setOut(inOrder(right));
  return { expected: leftText, actual: rightText, isJson: true, isOrderOnly };
}

function structureIn(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function setOut(value: unknown): string {
  return JSON.stringify(value, withSortedKeys, 2);
}

function withSortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inOrder(inner)]));
  return value.map((item: unknown) => setOut(inOrder(item))).toSorted();
}

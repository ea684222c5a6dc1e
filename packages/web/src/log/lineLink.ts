/** The part of an address that names lines of a log: `standard-output-L12` or `standard-output-L12-L40`. */
export function lineLink(label: string, [one, other]: readonly [number, number]): string {
  const [first, last] = one <= other ? [one, other] : [other, one];
  return `${nameOf(label)}-L${first}${last === first ? "" : `-L${last}`}`;
}

/** The lines that such a part of an address names in the log of this label, from 1; none when it is of another. */
export function linkedLines(hash: string, label: string): { first: number | undefined; last: number | undefined } {
  const prefix = `${nameOf(label)}-L`;
  const match = hash.startsWith(prefix) ? /^(\d{1,9})(?:-L(\d{1,9}))?$/.exec(hash.slice(prefix.length)) : null;
  if (match === null) return { first: undefined, last: undefined };
  const first = Math.max(1, Number(match[1]));
  return { first, last: Math.max(first, Number(match[2] ?? first)) };
}

function nameOf(label: string): string {
  const name = label.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return name.replace(/^-|-$/g, "") || "log";
}

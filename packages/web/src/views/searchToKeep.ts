/** What of an address makes a view: everything but the moment, which result is open and how it is looked at, and what is chosen. */
export function searchToKeep(search: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search)
      .filter(([name, value]) => !passing.has(name) && value !== undefined && value !== "")
      .map(([name, value]) => [name, String(value)]),
  );
}

/** Whether two addresses show the same view. */
export function sameSearch(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

const passing = new Set(["asof", "test", "run", "attempt", "chosen", "open", "diff", "pictures", "trace"]);

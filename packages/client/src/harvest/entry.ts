import type { HarvestedTest } from "./harvestedTest.ts";

/** What a synthesis tells of one test, by names. */
export type SynthesisEntry = Record<string, unknown>;

/** What entries hold, and how they are laid out. */
export interface EntryLayout {
  readonly statusDetails: boolean;
  readonly durationsInMs: boolean;
  /** Whether `test` stands before the names of what is known of the test itself. */
  readonly prefix: boolean;
  readonly flatten: boolean;
  /** Names of stored values that are opened, each with what stands before the names in it. */
  readonly opened: ReadonlyMap<string, string>;
  /** Names that entries of opened values may not take: those of the test itself and of params, in any test. */
  readonly reserved: ReadonlySet<string>;
}

/** The name of a field of the test itself: `durationMs`, with a prefix `testDurationMs`. */
export function fieldName(field: string, prefix: boolean): string {
  return prefix ? `test${field.charAt(0).toUpperCase()}${field.slice(1)}` : field;
}

/** The name of the duration, which tells the unit. */
export function durationName({ durationsInMs, prefix }: Pick<EntryLayout, "durationsInMs" | "prefix">): string {
  return fieldName(durationsInMs ? "durationMs" : "durationS", prefix);
}

/** The entry of one test: nested, or flat with everything at the first level. */
export function entryOf(
  test: HarvestedTest,
  stored: ReadonlyMap<string, unknown> | undefined,
  layout: EntryLayout,
): SynthesisEntry {
  const name = (field: string) => fieldName(field, layout.prefix);
  const entry: SynthesisEntry = {
    [name("status")]: test.status,
    [durationName(layout)]: inUnit(test.durationMs, layout),
  };
  const params = test.params ?? {};
  if (!layout.flatten) {
    if (layout.statusDetails) entry[name("statusDetails")] = Object.fromEntries(details(test, layout));
    entry[name("params")] = params;
    if (stored !== undefined) entry["fixtures"] = Object.fromEntries(stored);
    return entry;
  }
  if (layout.statusDetails)
    for (const [phase, detail] of details(test, layout)) entry[`${name("status")}__${phase}`] = detail;
  for (const [param, value] of Object.entries(params)) entry[freeName(entry, param, "param")] = value;
  for (const [key, value] of stored ?? []) addStored(entry, { key, value, layout });
  return entry;
}

function addStored(
  entry: SynthesisEntry,
  { key, value, layout }: { key: string; value: unknown; layout: EntryLayout },
): void {
  const isTaken = (name: string) => Object.hasOwn(entry, name) || layout.reserved.has(name);
  const before = layout.opened.get(key);
  if (before === undefined) {
    entry[free(key, "fixture", isTaken)] = value;
    return;
  }
  const inside = typeof value === "object" && value !== null ? Object.entries(value) : [["value", value] as const];
  for (const [name, inner] of inside) entry[free(before + name, key, isTaken)] = inner;
}

function freeName(entry: SynthesisEntry, name: string, origin: string): string {
  return free(name, origin, (taken) => Object.hasOwn(entry, taken));
}

/** The name, with its origin before it when something else stands under it already: nothing is hidden. */
function free(name: string, origin: string, isTaken: (name: string) => boolean): string {
  let found = name;
  while (isTaken(found)) found = `${origin}.${found}`;
  return found;
}

/** The phases that are known, each with status and duration. */
function details(test: HarvestedTest, layout: EntryLayout): [string, readonly [string, number | undefined]][] {
  return (test.phases ?? []).map(({ name, status, durationMs }) => [name, [status, inUnit(durationMs, layout)]]);
}

function inUnit(durationMs: number | undefined, { durationsInMs }: EntryLayout): number | undefined {
  return durationMs === undefined || durationsInMs ? durationMs : durationMs / 1_000;
}

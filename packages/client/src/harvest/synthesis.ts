import { durationName, type EntryLayout, entryOf, fieldName, type SynthesisEntry } from "./entry.ts";
import type { FixtureStore, HarvestedTest, HarvestSource } from "./harvestedTest.ts";
import { idFormatter, type TestIdFormat } from "./idFormat.ts";
import { bagMark } from "./resultsBag.ts";
import { type SynthesisTable, type TableOptions, tableOf } from "./synthesisTable.ts";
import { isWanted, type TestFilter } from "./testFilter.ts";

/** The choices of a synthesis. Without any it is nested, in seconds, and has what was stored. */
export interface SynthesisOptions {
  readonly testIdFormat?: TestIdFormat;
  /** Whether each phase that is known has its status and duration. */
  readonly statusDetails?: boolean;
  readonly durationsInMs?: boolean;
  /** Whether `test` stands before the names of what is known of the test itself; by default when it is not flat. */
  readonly prefix?: boolean;
  readonly filter?: TestFilter | Iterable<TestFilter>;
  /** Whether tests that are not over are left out; they are by default. */
  readonly filterIncomplete?: boolean;
  /** Whether params and stored values stand beside the status. */
  readonly flatten?: boolean;
  /** Where stored values come from: the default store, others, or none with `false`. */
  readonly fixtureStore?: FixtureStore | Iterable<FixtureStore> | false;
  /** Stored values that are opened when it is flat: a name, several, or names with what stands before the names inside. */
  readonly flattenMore?: string | Iterable<string> | Readonly<Record<string, string>>;
}

/** What is known of tests, by their ids and in the order in which they ended. */
export interface Synthesis {
  readonly entries: ReadonlyMap<string, SynthesisEntry>;
  /** The same as a table: a row a test, a column for each param, stored value and entry of a bag. */
  toTable(options?: TableOptions): SynthesisTable;
}

/** The synthesis of the tests of a source. */
export function synthesisOf(source: HarvestSource, options: SynthesisOptions = {}): Synthesis {
  const { filter, filterIncomplete = true } = options;
  const tests = Array.from(source.tests).filter(
    (test) => isWanted(test, filter) && !(filterIncomplete && test.status === "pending"),
  );
  const stores = storesOf(source, options.fixtureStore);
  return {
    entries: entriesOf(tests, stores, options),
    toTable: (table) => {
      const flat = options.flatten
        ? options
        : {
            ...options,
            flatten: true,
            statusDetails: false,
            durationsInMs: true,
            prefix: false,
            flattenMore: bagsIn(stores),
          };
      return tableOf(rowsOf(tests, stores, flat), table);
    },
  };
}

type Stores = readonly FixtureStore[] | undefined;

function entriesOf(
  tests: readonly HarvestedTest[],
  stores: Stores,
  options: SynthesisOptions,
): Map<string, SynthesisEntry> {
  const idOf = idFormatter(options.testIdFormat ?? "full");
  const layout = layoutOf(tests, options);
  return new Map(tests.map((test) => [idOf(test), entryOf(test, stores && storedFor(stores, test.id), layout)]));
}

/** A row a test, also where several tests have one shortened id. */
function rowsOf(tests: readonly HarvestedTest[], stores: Stores, options: SynthesisOptions): SynthesisEntry[] {
  const idOf = idFormatter(options.testIdFormat ?? "full");
  const layout = layoutOf(tests, options);
  return tests.map((test) => ({ test: idOf(test), ...entryOf(test, stores && storedFor(stores, test.id), layout) }));
}

function layoutOf(tests: readonly HarvestedTest[], options: SynthesisOptions): EntryLayout {
  const { statusDetails = false, durationsInMs = false, flatten = false, flattenMore } = options;
  const prefix = options.prefix ?? !flatten;
  const own = ["test", fieldName("status", prefix), durationName({ durationsInMs, prefix })];
  const params = flatten ? tests.flatMap(({ params }) => Object.keys(params ?? {})) : [];
  return {
    statusDetails,
    durationsInMs,
    prefix,
    flatten,
    opened: openedNames(flattenMore),
    reserved: new Set([...own, ...params]),
  };
}

function openedNames(names: SynthesisOptions["flattenMore"]): Map<string, string> {
  if (names === undefined) return new Map();
  if (typeof names === "string") return new Map([[names, ""]]);
  if (Symbol.iterator in names) return new Map(Array.from(names as Iterable<string>, (name) => [name, ""]));
  return new Map(Object.entries(names));
}

function storesOf({ fixtureStore }: HarvestSource, chosen: SynthesisOptions["fixtureStore"]): Stores {
  if (chosen === false) return undefined;
  if (chosen === undefined) return [fixtureStore];
  // A Map is iterable, too.
  return chosen instanceof Map ? [chosen] : Array.from(chosen as Iterable<FixtureStore>);
}

function storedFor(stores: readonly FixtureStore[], id: string): Map<string, unknown> {
  const stored = new Map<string, unknown>();
  for (const store of stores) {
    for (const [key, byTest] of store) if (byTest.has(id)) stored.set(key, byTest.get(id));
  }
  return stored;
}

/** The names under which bags are stored. */
function bagsIn(stores: Stores = []): string[] {
  const isBag = (value: unknown) => typeof value === "object" && value !== null && Reflect.get(value, bagMark) === true;
  return stores.flatMap((store) =>
    Array.from(store).flatMap(([key, byTest]) => (Array.from(byTest.values()).some(isBag) ? [key] : [])),
  );
}

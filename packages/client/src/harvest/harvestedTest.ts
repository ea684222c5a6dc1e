import type { ResultToWrite } from "@backstory/model";

/** What harvesting knows of a test: how its last attempt ended. `pending` is a test that is not over. */
export interface HarvestedTest {
  /** Suite and name with ` > ` between them: `tests/a.test.ts > cart > adds`. */
  readonly id: string;
  readonly suite: string;
  readonly name: string;
  readonly file?: string | undefined;
  readonly status: ResultToWrite["status"] | "pending";
  readonly durationMs?: number | undefined;
  readonly phases?: ResultToWrite["phases"];
  readonly params?: ResultToWrite["params"];
}

/** Values by the key of their fixture or bag, then by the id of the test that they were made for. */
export type FixtureStore = Map<string, Map<string, unknown>>;

/** Where a synthesis comes from: the tests in the order in which they ended, and what was stored for them. */
export interface HarvestSource {
  readonly tests: Iterable<HarvestedTest>;
  readonly fixtureStore: FixtureStore;
}

/** The id of a test by its suite and its name. */
export function harvestId(suite: string, name: string): string {
  return `${suite} > ${name}`;
}

/** Stores a value, in place of that of an earlier attempt. */
export function storeIn(store: FixtureStore, { key, id, value }: { key: string; id: string; value: unknown }): void {
  const byTest = store.get(key) ?? new Map<string, unknown>();
  store.set(key, byTest);
  byTest.set(id, value);
}

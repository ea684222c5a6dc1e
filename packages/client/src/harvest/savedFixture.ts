import type { CurrentTest } from "../inTest/facts.ts";
import { tellFact } from "../inTest/tellFact.ts";
import { type FixtureStore, storeIn } from "./harvestedTest.ts";
import { processSession } from "./processSession.ts";
import { packedValue } from "./storedValue.ts";
import { testOfFixture } from "./testOfFixture.ts";
import { withText } from "./withText.ts";

/** How a fixture is saved. */
export interface SavedFixtureOptions<Value = never> {
  /** The key of the store; by default the name of the fixture's function. */
  readonly key?: string;
  /** Functions of the value by the keys under which their answers are stored. */
  readonly views?: Readonly<Record<string, (value: Value) => unknown>>;
  /** Whether the value itself is stored: by default when there are no views. */
  readonly saveRaw?: boolean;
}

// Runners hand their own kinds of arguments to fixtures; a fixture is given back as the kind that it was.
// biome-ignore lint/suspicious/noExplicitAny: see above.
type AnyFixture = (...args: any[]) => any;

/**
 * Saves what a fixture gives, under the test that it is made for: `data: savedFixture(store, { key: "data" })(async ({}, use) => …)`.
 * Without a store of one's own it is the default one, whose values also reach the end of the session. A fixture of a
 * wider scope stands under the test that made it.
 */
export function savedFixture<Value = never>(
  store?: FixtureStore,
  options: SavedFixtureOptions<Value> = {},
): <Fixture extends AnyFixture>(fixture: Fixture) => Fixture {
  return (fixture) => {
    const views = Object.entries(options.views ?? {});
    const key = options.key ?? fixture.name;
    const keepsRaw = options.saveRaw ?? views.length === 0;
    if (keepsRaw && key === "") throw new Error("a saved fixture needs a key: savedFixture(store, { key: … })");
    const taken = [...(keepsRaw ? [key] : []), ...views.map(([name]) => name)].filter((name) => store?.has(name));
    if (taken.length > 0) throw new Error(`the store holds ${taken.join(", ")} already: give the fixture another key`);
    const save = (args: readonly unknown[], value: unknown) => {
      const test = testOfFixture(args);
      if (test === undefined) return;
      if (keepsRaw) keep(test, { store, key, value });
      for (const [name, view] of views) keep(test, { store, key: name, value: view(value as Value) });
    };
    return wrapped(fixture, save);
  };
}

function keep(
  test: CurrentTest,
  { store, key, value }: { store: FixtureStore | undefined; key: string; value: unknown },
): void {
  storeIn(store ?? processSession().fixtureStore, { key, id: test.id ?? test.key, value });
  if (store === undefined) tellFact(test, { fact: "stored", key, ...packedValue(value) });
}

/** The fixture with its value saved, whether that goes to `use` or is what the function answers. */
function wrapped<Fixture extends AnyFixture>(
  fixture: Fixture,
  save: (args: readonly unknown[], value: unknown) => void,
): Fixture {
  const wrapper = (first: unknown, second: unknown, ...rest: unknown[]) => {
    const args = [first, second, ...rest];
    if (typeof second !== "function") {
      const answer: unknown = fixture(first, second, ...rest);
      if (!(answer instanceof Promise)) {
        save(args, answer);
        return answer;
      }
      return answer.then((value) => {
        save(args, value);
        return value;
      });
    }
    const use = (value: unknown, ...more: unknown[]): unknown => {
      save(args, value);
      return (second as AnyFixture)(value, ...more);
    };
    return fixture(first, use, ...rest);
  };
  return withText(wrapper as Fixture, fixture.toString());
}

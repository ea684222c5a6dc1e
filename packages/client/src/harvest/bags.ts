import { currentTest } from "../inTest/currentTest.ts";
import type { CurrentTest } from "../inTest/facts.ts";
import { tellFact } from "../inTest/tellFact.ts";
import { storeIn } from "./harvestedTest.ts";
import { processSession } from "./processSession.ts";
import { defaultBagName, type OpenBag, openBag, type ResultsBag } from "./resultsBag.ts";

/** The bag of the test that the caller runs in. For Jest, Mocha and node:test; elsewhere it is a fixture. */
export function resultsBag<Bag extends object = ResultsBag>(name: string = defaultBagName): Bag {
  const test = currentTest();
  if (test === undefined) throw new Error("resultsBag() is called while a test runs; here none does");
  return bagOf<Bag>(test, name).bag;
}

/** The bag of a test under a name: one for each attempt, new at its first use. */
export function bagOf<Bag extends object>(test: CurrentTest, name: string): OpenBag<Bag> {
  const { bags, fixtureStore } = processSession();
  const key = JSON.stringify([test.key, name]);
  const known = bags.get(key);
  if (known !== undefined) return known as OpenBag<Bag>;
  const open = openBag<Bag>(name, (fact) => tellFact(test, fact));
  bags.set(key, open);
  storeIn(fixtureStore, { key: name, id: test.id ?? test.key, value: open.entries });
  return open;
}

/** Tells what was changed inside the entries of a test's bags, and forgets them. */
export function closeBags(test: CurrentTest): void {
  const { bags } = processSession();
  if (bags.size === 0) return;
  const start = JSON.stringify([test.key]).slice(0, -1);
  for (const [key, bag] of bags) {
    if (!key.startsWith(`${start},`)) continue;
    bag.flush();
    bags.delete(key);
  }
}

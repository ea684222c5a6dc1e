import { bagOf, closeBags } from "./bags.ts";
import { defaultBagName, type ResultsBag } from "./resultsBag.ts";
import { testOfFixture } from "./testOfFixture.ts";
import { withText } from "./withText.ts";

/**
 * A fixture that gives each test a bag of a shape and a name of your own: `scores: createResultsBag<Scores>("scores")`.
 * Entries of another bag than `resultsBag` are recorded with its name and a dot before theirs.
 */
export function createResultsBag<Bag extends object = ResultsBag>(
  name: string = defaultBagName,
): (context: object, use: (bag: Bag) => Promise<void>, info?: unknown) => Promise<void> {
  const fixture = async (context: object, use: (bag: Bag) => Promise<void>, info?: unknown): Promise<void> => {
    const test = testOfFixture([context, use, info]);
    if (test === undefined) throw new Error(`the bag '${name}' is made while a test runs; here none does`);
    await use(bagOf<Bag>(test, name).bag);
    closeBags(test);
  };
  return withText(fixture, "async ({}, use) => {}");
}

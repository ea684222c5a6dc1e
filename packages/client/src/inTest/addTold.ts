import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { defaultBagName } from "../harvest/resultsBag.ts";
import { storedValue } from "../harvest/storedValue.ts";
import { addAllure } from "../recording/allure.ts";
import { allureMessagesIn } from "../recording/allureMessages.ts";
import type { Fact, StoredValue } from "./facts.ts";
import { NamedValues } from "./namedValues.ts";

/** Adds metrics, properties and the description that a test told to its result. Of one name told twice the later stands. */
export function addTold(result: ResultToWrite, told: readonly Fact[]): void {
  const values = new NamedValues(result);
  for (const fact of told) {
    if (fact.fact === "metric" || fact.fact === "property") values.add(fact.name, fact.value);
    else if (fact.fact === "description") result.description = cutText(fact.text, bounds.message);
    else if (fact.fact === "stored") addEntry(values, fact);
  }
  addAllure(result, allureMessagesIn(told));
}

/** Adds the entry of a bag. What fixtures gave stays with who harvests: it may be anything. */
function addEntry(values: NamedValues, { key, entry, value }: StoredValue): void {
  if (entry === undefined) return;
  const name = key === defaultBagName ? entry : `${key}.${entry}`;
  if (value === undefined) values.remove(name);
  else values.add(name, storedValue({ value }));
}

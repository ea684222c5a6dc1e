import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { storedValue } from "../harvest/storedValue.ts";
import { addAllure } from "../recording/allure.ts";
import type { Fact } from "./facts.ts";
import { NamedValues } from "./namedValues.ts";

/** The bag whose entries are told by their own names. */
const defaultBag = "resultsBag";

/** Adds metrics, properties and the description that a test told to its result. Of one name told twice the later stands. */
export function addTold(result: ResultToWrite, told: readonly Fact[]): void {
  const values = new NamedValues(result);
  for (const fact of told) {
    switch (fact.fact) {
      case "metric":
      case "property":
        values.add(fact.name, fact.value);
        break;
      case "description":
        result.description = cutText(fact.text, bounds.message);
        break;
      case "stored":
        if (fact.entry !== undefined) {
          const name = fact.key === defaultBag ? fact.entry : `${fact.key}.${fact.entry}`;
          values.add(name, storedValue(fact));
        }
        break;
      case "allure":
        addAllure(result, fact.message);
        break;
    }
  }
}

import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { defaultBagName } from "../harvest/resultsBag.ts";
import { storedValue } from "../harvest/storedValue.ts";
import { addAllure } from "../recording/allure.ts";
import { allureMessagesIn } from "../recording/allureMessages.ts";
import type { Fact } from "./facts.ts";
import { NamedValues } from "./namedValues.ts";

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
          const name = fact.key === defaultBagName ? fact.entry : `${fact.key}.${fact.entry}`;
          if (fact.value === undefined) values.remove(name);
          else values.add(name, storedValue(fact));
        }
        break;
    }
  }
  addAllure(result, allureMessagesIn(told));
}

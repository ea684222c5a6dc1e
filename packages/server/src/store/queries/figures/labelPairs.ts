import { BackstoryError } from "@backstory/model";
import type { Parameters } from "../../connection.ts";

/** A condition on a column of labels or of a variant, for each pair that was asked for, with its values. */
export interface PairConditions {
  readonly conditions: readonly string[];
  readonly parameters: Parameters;
}

/**
 * That `labels`, a map from keys to lists of values as JSON, has each of these pairs, written `key=value`; `or` is what
 * holds instead, for one pair. `request-invalid` when one has no `=`.
 */
export function labelConditions(pairs: readonly string[], or: (condition: string) => string): PairConditions {
  return pairConditions(pairs, "label", (key, value) =>
    or(`has(JSONExtract(labels, ${key}, 'Array(String)'), ${value})`),
  );
}

/** That `variant`, a map from keys to words as JSON, has each of these pairs. */
export function variantConditions(pairs: readonly string[]): PairConditions {
  return pairConditions(pairs, "variant", (key, value) => `JSONExtractString(variant, ${key}) = ${value}`);
}

function pairConditions(
  pairs: readonly string[],
  name: "label" | "variant",
  condition: (key: string, value: string) => string,
): PairConditions {
  const parameters: Record<string, string> = {};
  const conditions = pairs.map((pair, index) => {
    const equals = pair.indexOf("=");
    if (equals < 1) {
      throw new BackstoryError("request-invalid", `In the query, '${name}': must be written key=value, not '${pair}'.`);
    }
    parameters[`${name}Key${index}`] = pair.slice(0, equals);
    parameters[`${name}Value${index}`] = pair.slice(equals + 1);
    return condition(`{${name}Key${index}:String}`, `{${name}Value${index}:String}`);
  });
  return { conditions, parameters };
}

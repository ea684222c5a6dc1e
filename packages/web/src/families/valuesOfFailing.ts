import type { ListedTest } from "@backstory/model";

/** How many of the tests with one value of a param fail. */
export interface ParamValue {
  readonly param: string;
  readonly value: string;
  readonly tests: number;
  readonly failing: number;
}

type Member = Pick<ListedTest, "params" | "lastOutcome">;

/** The values of params that failing tests have, the most telling first: where most fail, and of these the most tests. */
export function valuesOfFailing(tests: readonly Member[]): ParamValue[] {
  const counts = new Map<string, { param: string; value: string; tests: number; failing: number }>();
  for (const { params, lastOutcome } of tests) {
    for (const [param, value] of Object.entries(params)) {
      const text = JSON.stringify(value);
      const key = JSON.stringify([param, text]);
      const count = counts.get(key) ?? { param, value: text, tests: 0, failing: 0 };
      count.tests += 1;
      if (lastOutcome === "failed" || lastOutcome === "broken") count.failing += 1;
      counts.set(key, count);
    }
  }
  return [...counts.values()]
    .filter(({ failing }) => failing > 0)
    .toSorted((one, other) => other.failing / other.tests - one.failing / one.tests || other.failing - one.failing);
}

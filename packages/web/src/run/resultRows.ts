import type { ResultSort, RunResult } from "@backstory/model";

/** A line of the results list: a result, or the suite that the results under it belong to. */
export type ResultsRow = { key: string; suite: string } | { key: string; result: RunResult };

/** The results with a heading wherever the suite changes; the slowest-first order goes across suites and has none. */
export function resultRows(results: readonly RunResult[], sort: ResultSort): ResultsRow[] {
  if (sort === "duration") return results.map((result) => ({ key: result.testId, result }));
  const rows: ResultsRow[] = [];
  let suite: string | undefined;
  for (const result of results) {
    if (result.suite !== suite) {
      suite = result.suite;
      rows.push({ key: `before ${result.testId}`, suite });
    }
    rows.push({ key: result.testId, result });
  }
  return rows;
}

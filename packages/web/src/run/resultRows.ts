import type { ResultSort, RunResult } from "@backstory/model";

/** A line of the results list: a result, or the suite that the results under it belong to. */
export type ResultsRow = { key: string; suite: string } | { key: string; result: RunResult; withSuite: boolean };

/**
 * The results with a heading wherever several of one suite follow each other; a result that stands alone says its suite
 * itself. The slowest-first order goes across suites and has no headings.
 */
export function resultRows(results: readonly RunResult[], sort: ResultSort): ResultsRow[] {
  const rows: ResultsRow[] = [];
  let hasHeading = false;
  for (const [index, result] of results.entries()) {
    const isFirst = results[index - 1]?.suite !== result.suite;
    if (isFirst) hasHeading = sort !== "duration" && results[index + 1]?.suite === result.suite;
    if (isFirst && hasHeading) rows.push({ key: `before ${result.testId}`, suite: result.suite });
    rows.push({ key: result.testId, result, withSuite: !hasHeading });
  }
  return rows;
}

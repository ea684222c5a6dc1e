import type { CrossRunFlakyFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { failingOutcomes } from "./failingOutcomes.ts";
import type { FlakyQuestion } from "./flaky.ts";
import { withNames } from "./withNames.ts";

interface CrossRow {
  readonly testId: string;
  readonly passes: number;
  readonly fails: number;
}

/** The tests that pass in some runs and fail in others, the most failing first; runs that skip them are left out. */
export async function crossRunFlakyFigures(
  connection: Connection,
  { minRuns, limit, ...filters }: FlakyQuestion,
): Promise<CrossRunFlakyFigures> {
  const { sql, parameters } = await failingOutcomes(connection, filters);
  const rows = await connection.query<CrossRow>(
    `
    SELECT
      testId,
      countIf(outcome IN ('passed', 'flaky')) AS passes,
      countIf(outcome IN ('failed', 'broken')) AS fails
    FROM (${sql})
    GROUP BY testId
    HAVING passes > 0 AND fails > 0 AND passes + fails >= {minRuns:UInt32}
    ORDER BY fails / (passes + fails) DESC, fails DESC, toString(testId)
    LIMIT {limit:UInt32}`,
    { ...parameters, minRuns, limit },
  );
  const items = rows.map((row) => {
    const runs = row.passes + row.fails;
    return { ...row, runs, failRate: row.fails / runs };
  });
  return { since: filters.since, until: filters.until, items: await withNames(connection, filters.project, items) };
}

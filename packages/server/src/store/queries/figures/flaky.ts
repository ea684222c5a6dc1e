import type { FlakyFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { failingOutcomes } from "./failingOutcomes.ts";
import type { FigureFilters } from "./figureScope.ts";
import { withNames } from "./withNames.ts";

/** Which tests to list; `minRuns`: in how many runs a test has to have run. */
export interface FlakyQuestion extends FigureFilters {
  readonly minRuns: number;
  readonly limit: number;
}

interface FlakyRow {
  readonly testId: string;
  readonly runs: number;
  readonly flakyRuns: number;
}

/** The tests that failed and then passed within a run, by the share of the runs in which they were not skipped. */
export async function flakyFigures(
  connection: Connection,
  { minRuns, limit, ...filters }: FlakyQuestion,
): Promise<FlakyFigures> {
  const { sql, parameters } = await failingOutcomes(connection, filters);
  const rows = await connection.query<FlakyRow>(
    `
    SELECT
      testId,
      countIf(outcome != 'skipped') AS runs,
      countIf(outcome = 'flaky') AS flakyRuns
    FROM (${sql})
    GROUP BY testId
    HAVING flakyRuns > 0 AND runs >= {minRuns:UInt32}
    ORDER BY flakyRuns / runs DESC, flakyRuns DESC, toString(testId)
    LIMIT {limit:UInt32}`,
    { ...parameters, minRuns, limit },
  );
  const items = rows.map((row) => ({ ...row, flakyRate: row.flakyRuns / row.runs }));
  return { since: filters.since, until: filters.until, items: await withNames(connection, filters.project, items) };
}

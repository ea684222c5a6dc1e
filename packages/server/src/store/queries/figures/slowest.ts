import type { SlowestFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type FigureFilters, figureOutcomes } from "./figureScope.ts";
import { withNames } from "./withNames.ts";

/** Which tests to call slowest. */
export interface SlowestQuestion extends FigureFilters {
  readonly sort: "p50" | "p95";
  /** Of how many passes a test has to be known. */
  readonly minRuns: number;
  readonly limit: number;
}

interface SlowRow {
  readonly testId: string;
  readonly passes: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** The tests whose passes took longest, by their median or their 95th percentile. */
export async function slowestFigures(
  connection: Connection,
  { sort, minRuns, limit, ...filters }: SlowestQuestion,
): Promise<SlowestFigures> {
  const { sql, parameters } = await figureOutcomes(connection, filters);
  const rows = await connection.query<SlowRow>(
    `
    SELECT
      testId,
      count() AS passes,
      quantilesExactInclusive(0.5, 0.95)(toFloat64(durationMs)) AS times,
      times[1] AS p50Ms,
      times[2] AS p95Ms
    FROM (${sql})
    WHERE outcome = 'passed'
    GROUP BY testId
    HAVING passes >= {minRuns:UInt32}
    ORDER BY ${sort === "p50" ? "p50Ms" : "p95Ms"} DESC, toString(testId)
    LIMIT {limit:UInt32}`,
    { ...parameters, minRuns, limit },
  );
  const items = rows.map(({ testId, passes, p50Ms, p95Ms }) => ({ testId, passes, p50Ms, p95Ms }));
  return { since: filters.since, until: filters.until, items: await withNames(connection, filters.project, items) };
}

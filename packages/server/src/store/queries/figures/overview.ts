import type { OverviewFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type CountRow, outcomesOf, type RunDurationRow, runDurationColumns, sumOutcomes } from "./countColumns.ts";
import { countedRuns, type FigureFilters, figureOutcomes } from "./figureScope.ts";

/** The figures that one looks at first, over the runs that fit. */
export async function overviewFigures(connection: Connection, filters: FigureFilters): Promise<OverviewFigures> {
  const [counted, outcomes] = await Promise.all([
    countedRuns(connection, filters),
    figureOutcomes(connection, filters),
  ]);
  const [[runs], [tests]] = await Promise.all([
    connection.query<CountRow & RunDurationRow & { runs: number }>(
      `
      SELECT count() AS runs, ${sumOutcomes}, ${runDurationColumns}
      FROM (${counted.sql}) AS counted`,
      counted.parameters,
    ),
    connection.query<{ tests: number; flakyTests: number }>(
      `
      SELECT uniqExact(testId) AS tests, uniqExactIf(testId, outcome = 'flaky') AS flakyTests
      FROM (${outcomes.sql})`,
      outcomes.parameters,
    ),
  ]);
  if (runs === undefined || tests === undefined) throw new TypeError("An aggregate answers one row");
  return {
    ...{ since: filters.since, until: filters.until },
    runs: runs.runs,
    ...tests,
    ...outcomesOf(runs),
    flakyShare: tests.tests === 0 ? null : tests.flakyTests / tests.tests,
    runDuration: { medianMs: runs.medianMs, p90Ms: runs.p90Ms },
  };
}

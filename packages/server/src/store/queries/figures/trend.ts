import type { TrendFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type CountRow, outcomesOf, type RunDurationRow, runDurationColumns, sumOutcomes } from "./countColumns.ts";
import { countedRuns, type FigureFilters } from "./figureScope.ts";

interface DayRow extends CountRow, RunDurationRow {
  readonly day: string;
  readonly runs: number;
}

/** Each day in UTC on which a run was begun, oldest first, with what its runs add up to. */
export async function trendFigures(connection: Connection, filters: FigureFilters): Promise<TrendFigures> {
  const { sql, parameters } = await countedRuns(connection, filters);
  const rows = await connection.query<DayRow>(
    `
    SELECT toString(toDate(startedAt)) AS day, count() AS runs, ${sumOutcomes}, ${runDurationColumns}
    FROM (${sql}) AS counted
    GROUP BY day
    ORDER BY day`,
    parameters,
  );
  const items = rows.map((row) => {
    const { day, runs, medianMs, p90Ms } = row;
    return { day, runs, ...outcomesOf(row), runDuration: { medianMs, p90Ms } };
  });
  return { since: filters.since, until: filters.until, items };
}

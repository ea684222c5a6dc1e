import type { LabelFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type CountRow, countOutcomes, outcomesOf } from "./countColumns.ts";
import { type FigureFilters, figureOutcomes, figureRuns } from "./figureScope.ts";

interface ValueRow extends CountRow {
  readonly value: string;
  readonly tests: number;
  readonly runs: number;
  readonly lastRunAt: string;
}

/** Which label to look at; without a key only the keys are answered. */
export interface LabelQuestion extends FigureFilters {
  readonly key?: string | undefined;
  readonly limit: number;
}

/** Each value of one label of tests, the one with most failing outcomes first, and which labels there are. */
export async function labelFigures(
  connection: Connection,
  { key, limit, ...filters }: LabelQuestion,
): Promise<LabelFigures> {
  const runs = await figureRuns(connection, filters);
  const { sql, parameters } = await figureOutcomes(connection, filters);
  const [keys, rows] = await Promise.all([
    connection.query<{ key: string }>(
      `
      SELECT DISTINCT arrayJoin(JSONExtractKeys(toString(labels))) AS key
      FROM (SELECT DISTINCT labels FROM (${sql}))
      ORDER BY key
      LIMIT 1000`,
      parameters,
    ),
    key === undefined
      ? []
      : connection.query<ValueRow>(
          `
          SELECT value, uniqExact(testId) AS tests, uniqExact(runId) AS runs, max(begun.startedAt) AS lastRunAt, ${countOutcomes}
          FROM (
            SELECT arrayJoin(arrayDistinct(JSONExtract(labels, {key:String}, 'Array(String)'))) AS value, runId, testId, outcome
            FROM (${sql})
          ) AS valued
          INNER JOIN (SELECT runId, startedAt FROM (${runs.sql})) AS begun USING (runId)
          GROUP BY value
          ORDER BY failed + broken DESC, value
          LIMIT {limit:UInt32}`,
          { ...runs.parameters, ...parameters, key, limit },
        ),
  ]);
  const items = rows.map((row) => {
    const { value, tests, runs: runsOfValue, lastRunAt } = row;
    return { value, tests, runs: runsOfValue, lastRunAt, ...outcomesOf(row) };
  });
  const span = { since: filters.since, until: filters.until };
  return { ...span, key: key ?? null, keys: keys.map((row) => row.key), items };
}

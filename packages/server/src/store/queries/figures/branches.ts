import type { BranchFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type CountRow, outcomesOf, sumOutcomes } from "./countColumns.ts";
import { countedRuns, type FigureFilters } from "./figureScope.ts";

interface BranchRow extends CountRow {
  readonly branch: string;
  readonly runs: number;
  readonly lastRunAt: string;
}

/** Each branch with what its runs add up to, the one that ran last first. */
export async function branchFigures(
  connection: Connection,
  { limit, ...filters }: FigureFilters & { readonly limit: number },
): Promise<BranchFigures> {
  const { sql, parameters } = await countedRuns(connection, filters);
  const rows = await connection.query<BranchRow>(
    `
    SELECT branch, count() AS runs, argMax(startedAt, runId) AS lastRunAt, ${sumOutcomes}
    FROM (${sql}) AS counted
    GROUP BY branch
    ORDER BY max(runId) DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, limit },
  );
  const items = rows.map((row) => {
    const { branch, runs, lastRunAt } = row;
    return { branch, runs, lastRunAt, ...outcomesOf(row) };
  });
  return { since: filters.since, until: filters.until, items };
}

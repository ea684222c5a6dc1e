import type { PipelineFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type CountRow, outcomesOf, sumOutcomes } from "./countColumns.ts";
import { countedRuns, type FigureFilters } from "./figureScope.ts";

interface PipelineRow extends CountRow {
  readonly provider: string;
  readonly ciRunId: string;
  readonly runUrl: string;
  readonly runIds: string[];
  readonly branch: string;
  readonly commit: string;
  readonly startedAt: string;
  readonly durationMs: number;
}

/**
 * The newest pipelines: the runs of one pipeline of a CI service together, each run made elsewhere by itself. Services that
 * count from 1 in each of their jobs give each build an address of its own.
 */
export async function pipelineFigures(
  connection: Connection,
  { limit, ...filters }: FigureFilters & { readonly limit: number },
): Promise<PipelineFigures> {
  const { sql, parameters } = await countedRuns(connection, filters);
  const rows = await connection.query<PipelineRow>(
    `
    SELECT
      JSONExtractString(ci, 'provider') AS provider,
      JSONExtractString(ci, 'runId') AS ciRunId,
      if(ciRunId = '', runId, '') AS alone,
      JSONExtractString(ci, 'runUrl') AS runUrl,
      arraySort(groupArray(runId)) AS runIds,
      argMin(branch, runId) AS branch,
      argMin(commit, runId) AS commit,
      min(counted.startedAt) AS startedAt,
      dateDiff('millisecond', min(counted.startedAt), max(counted.startedAt + toIntervalMillisecond(toInt64(counted.durationMs)))) AS durationMs,
      ${sumOutcomes}
    FROM (${sql}) AS counted
    GROUP BY provider, ciRunId, runUrl, alone
    ORDER BY max(runId) DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, limit },
  );
  const items = rows.map((row) => {
    const { provider, ciRunId, runUrl, runIds, branch, commit, startedAt, durationMs } = row;
    const pipeline = pipelineName(row);
    const about = { pipeline, provider, ciRunId, runUrl, runIds, branch, commit, startedAt, durationMs };
    return { ...about, ...outcomesOf(row) };
  });
  return { since: filters.since, until: filters.until, items };
}

/** How a pipeline is called: `provider #id`, or `local` outside of a CI service. */
export function pipelineName({ provider, ciRunId }: Pick<PipelineRow, "provider" | "ciRunId">): string {
  if (provider === "") return "local";
  return ciRunId === "" ? provider : `${provider} #${ciRunId}`;
}

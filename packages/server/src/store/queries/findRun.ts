import type { RunDetail } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { type RunRow, runColumns, toRun } from "./runRow.ts";
import { runSubmissions } from "./runSubmissions.ts";

const listed = 1_000;

/** One run, with its errors and the lines of it that could not be read, at most 1,000 of each. */
export async function findRun(
  connection: Connection,
  { runId }: { readonly runId: string },
  now: number = Date.now(),
): Promise<RunDetail | undefined> {
  const run = await runSubmissions(connection, runId);
  if (run === undefined) return undefined;
  const parameters = { project: run.project, submissionIds: run.submissionIds, listed };
  const [rows, errorRecords, refusedLines] = await Promise.all([
    connection.query<RunRow>(
      `
      SELECT ${runColumns}
      FROM runSummaries FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}`,
      parameters,
    ),
    connection.query<RunDetail["errorRecords"][number]>(
      `
      SELECT \`where\`, message, trace
      FROM errors FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      ORDER BY submissionId, recordIndex
      LIMIT {listed:UInt32}`,
      parameters,
    ),
    connection.query<RunDetail["refusedLines"][number]>(
      `
      SELECT line, reason, text
      FROM refusedLines FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      ORDER BY submissionId, line
      LIMIT {listed:UInt32}`,
      parameters,
    ),
  ]);
  const [row] = rows;
  if (row === undefined) return undefined;
  return { ...toRun(row, now), submissions: [...run.submissionIds], errorRecords, refusedLines };
}

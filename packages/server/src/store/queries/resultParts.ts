import type { RunResult } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { RunSubmissions } from "./runSubmissions.ts";

/** The last failure of each of these tests in a run, its message cut at 2,000 characters. */
export async function lastFailures(
  connection: Connection,
  { project, submissionIds }: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, NonNullable<RunResult["failure"]>>> {
  if (testIds.length === 0) return new Map();
  const rows = await connection.query<NonNullable<RunResult["failure"]> & { testId: string }>(
    `
    SELECT testId, type, substringUTF8(message, 1, 2000) AS message, fingerprint
    FROM failures
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND testId IN {testIds:Array(UUID)}
    ORDER BY attempt DESC
    LIMIT 1 BY testId`,
    { project, submissionIds, testIds },
  );
  return new Map(rows.map(({ testId, ...failure }) => [testId, failure]));
}

/** How many attempts each of these tests had in a run. */
export async function attemptCounts(
  connection: Connection,
  { project, submissionIds }: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, number>> {
  if (testIds.length === 0) return new Map();
  const rows = await connection.query<{ testId: string; attempts: number }>(
    `
    SELECT testId, uniqExact(submissionId, attempt) AS attempts
    FROM resultsByTest
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
    GROUP BY testId`,
    { project, submissionIds, testIds },
  );
  return new Map(rows.map(({ testId, attempts }) => [testId, attempts]));
}

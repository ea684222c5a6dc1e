import type { RunResult } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { RunSubmissions } from "./runSubmissions.ts";

/** The last failure of each of these tests in a run, its message cut at 2,000 characters. */
export async function lastFailures(
  connection: Connection,
  run: RunSubmissions,
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
    { ...run, testIds },
  );
  return new Map(rows.map(({ testId, ...failure }) => [testId, failure]));
}

/** When the last attempt of each of these tests in a run began, how its runner called its end, and how many there were. */
export async function lastAttempts(
  connection: Connection,
  run: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, Pick<RunResult, "startedAt" | "rawStatus" | "attempts">>> {
  if (testIds.length === 0) return new Map();
  const rows = await connection.query<Pick<RunResult, "testId" | "startedAt" | "rawStatus" | "attempts">>(
    `
    SELECT
      testId,
      argMax(startedAt, (submissionId, attempt)) AS startedAt,
      argMax(rawStatus, (submissionId, attempt)) AS rawStatus,
      uniqExact(submissionId, attempt) AS attempts
    FROM resultsByTest
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
      AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
    GROUP BY testId`,
    { ...run, testIds },
  );
  return new Map(rows.map(({ testId, ...attempt }) => [testId, attempt]));
}

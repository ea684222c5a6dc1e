import type { RunResult } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { type RunSubmissions, runValues } from "./runSubmissions.ts";

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
    ORDER BY submissionId DESC, attempt DESC
    LIMIT 1 BY testId`,
    { ...runValues(run), testIds },
  );
  return new Map(rows.map(({ testId, ...failure }) => [testId, failure]));
}

type LastAttempt = Pick<RunResult, "startedAt" | "rawStatus" | "attempts">;

/**
 * When the last attempt of each of these tests in a run began, how its runner called its end, and how many there were.
 * `decidedBy` names the submission whose last attempt is meant, where it is not the last of all.
 */
export async function lastAttempts(
  connection: Connection,
  run: RunSubmissions,
  decidedBy: ReadonlyMap<string, string | undefined>,
): Promise<Map<string, LastAttempt>> {
  if (decidedBy.size === 0) return new Map();
  const rows = await connection.query<LastAttempt & { testId: string; submissionId: string }>(
    `
    SELECT
      testId,
      submissionId,
      argMax(startedAt, attempt) AS startedAt,
      argMax(rawStatus, attempt) AS rawStatus,
      uniqExact(attempt) AS attempts
    FROM resultsByTest
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
      AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
    GROUP BY testId, submissionId
    ORDER BY testId, submissionId`,
    { ...runValues(run), testIds: [...decidedBy.keys()] },
  );
  const found = new Map<string, LastAttempt>();
  for (const { testId, submissionId, attempts, ...last } of rows) {
    const before = found.get(testId);
    const isMeant = submissionId <= (decidedBy.get(testId) ?? submissionId);
    found.set(testId, {
      ...(isMeant || before === undefined ? last : before),
      attempts: attempts + (before?.attempts ?? 0),
    });
  }
  return found;
}

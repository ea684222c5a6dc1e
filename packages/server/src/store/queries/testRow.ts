import { type Outcome, submissionTime, type Test } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { type TestNameRow, testNameColumns, toTestName } from "./testNames.ts";

/** A row of `tests`, with the columns of {@link testColumns}. */
export interface TestRow extends TestNameRow {
  readonly project: string;
  readonly familyId: string;
  readonly lastSubmissionId: string;
}

/** The columns of a {@link TestRow}; to be selected from `tests FINAL`. */
export const testColumns = `
  project, familyId, lastSubmissionId, ${testNameColumns}`;

/** The tests that rows say, each with when it was seen first and how it ended last. */
export async function toTests(connection: Connection, rows: readonly TestRow[]): Promise<Test[]> {
  const [outcomes, arrivals] = await Promise.all([lastOutcomes(connection, rows), firstSubmissions(connection, rows)]);
  return rows.map((row) => ({
    ...toTestName(row),
    project: row.project,
    familyId: row.familyId,
    firstSeenAt: timeOf(arrivals.get(row.testId) ?? row.lastSubmissionId),
    lastSeenAt: timeOf(row.lastSubmissionId),
    lastOutcome: outcomes.get(row.testId) ?? "passed",
  }));
}

function timeOf(submissionId: string): string {
  return new Date(submissionTime(submissionId)).toISOString();
}

async function firstSubmissions(connection: Connection, rows: readonly TestRow[]): Promise<Map<string, string>> {
  const found = await connection.query<{ testId: string; firstSubmissionId: string }>(
    `
    SELECT testId, firstSubmissionId
    FROM testArrivals FINAL
    WHERE project IN {projects:Array(String)} AND testId IN {testIds:Array(UUID)}`,
    { projects: [...new Set(rows.map(({ project }) => project))], testIds: rows.map(({ testId }) => testId) },
  );
  return new Map(found.map(({ testId, firstSubmissionId }) => [testId, firstSubmissionId]));
}

async function lastOutcomes(connection: Connection, rows: readonly TestRow[]): Promise<Map<string, Outcome>> {
  if (rows.length === 0) return new Map();
  const lastOf = new Map(rows.map(({ testId, lastSubmissionId }) => [testId, lastSubmissionId]));
  const times = rows.map(({ lastSubmissionId }) => timeOf(lastSubmissionId)).toSorted();
  const found = await connection.query<{ testId: string; submissionId: string; outcome: Outcome }>(
    `
    SELECT
      testId,
      submissionId,
      toString(argMax(status, attempt)) AS lastStatus,
      if(lastStatus = 'passed' AND countIf(status IN ('failed', 'broken')) > 0, 'flaky', lastStatus) AS outcome
    FROM resultsByTest FINAL
    WHERE project IN {projects:Array(String)} AND testId IN {testIds:Array(UUID)}
      AND submissionId IN {submissionIds:Array(String)}
      AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
    GROUP BY testId, submissionId`,
    {
      projects: [...new Set(rows.map(({ project }) => project))],
      submissionIds: [...new Set(lastOf.values())],
      testIds: [...lastOf.keys()],
      firstAt: times[0] as string,
      lastAt: times.at(-1) as string,
    },
  );
  const last = found.filter(({ testId, submissionId }) => lastOf.get(testId) === submissionId);
  return new Map(last.map(({ testId, outcome }) => [testId, outcome]));
}

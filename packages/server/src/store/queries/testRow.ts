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
  const found = await connection.query<{ testId: string; outcome: Outcome }>(
    `
    WITH arrayZip({submissionIds:Array(String)}, {testIds:Array(UUID)}) AS newest
    SELECT
      testId,
      if(status = 'passed' AND (submissionId, testId) IN (
        SELECT submissionId, testId
        FROM failures
        WHERE project IN {projects:Array(String)} AND submissionId IN {submissionIds:Array(String)}
          AND testId IN {testIds:Array(UUID)}
      ), 'flaky', toString(status)) AS outcome
    FROM resultsByRun FINAL
    WHERE project IN {projects:Array(String)} AND submissionId IN {submissionIds:Array(String)}
      AND testId IN {testIds:Array(UUID)} AND has(newest, (toString(submissionId), testId))`,
    {
      projects: [...new Set(rows.map(({ project }) => project))],
      submissionIds: rows.map(({ lastSubmissionId }) => lastSubmissionId),
      testIds: rows.map(({ testId }) => testId),
    },
  );
  return new Map(found.map(({ testId, outcome }) => [testId, outcome]));
}

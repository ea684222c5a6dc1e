import type { Connection } from "../../connection.ts";
import { outcomesOfTests } from "../outcomesOfTests.ts";
import { type OutcomeReading, type Rows, readForOutcomes } from "../runOutcomes.ts";
import { type FigureFilters, figureOutcomes, figureRuns } from "./figureScope.ts";

/** Above so many tests, reading them one by one takes longer than reading whole runs. */
const mostTests = 3_000;

/**
 * How each test that has a failing attempt ended in each run that fits, and perhaps others: `runId, testId, outcome`. Few
 * tests ever fail; they are read from the table that is sorted by test.
 */
export async function failingOutcomes(connection: Connection, filters: FigureFilters): Promise<Rows> {
  const reading = await readForOutcomes(connection, filters);
  const isNarrowed = (filters.labels ?? []).length > 0 || reading.rules.words.length > 0;
  const testIds = isNarrowed ? undefined : await testsThatFailed(connection, reading, filters);
  if (testIds === undefined) return figureOutcomes(connection, filters);
  const { sql, parameters } = await figureRuns(connection, filters);
  const { renames, project, asof } = reading;
  const newest = [...new Set(testIds.map((testId) => renames.newest(testId)))];
  const known = newest.flatMap((testId) => renames.group(testId).map((each) => ({ each, testId })));
  return outcomesOfTests(connection, {
    ...{ project, asof },
    testIds: known.map(({ each }) => each),
    newestIds: known.map(({ testId }) => testId),
    members: {
      ...{ sql: membersOf(sql), parameters, firstSubmissionId: String(parameters["firstRunId"]) },
      isSeparate: (parameters["consolidatedTargets"] as readonly string[]).length === 0,
    },
  });
}

/** The submissions of the runs that fit. */
function membersOf(runs: string): string {
  return `
      SELECT
        toFixedString(member.1, 26) AS submissionId, runId, member.2 AS executionId, target, branch,
        view = 'replaced' AS replaced
      FROM (
        SELECT runId, target, branch, view, arrayJoin(arrayZip(submissionIds, executionIds)) AS member
        FROM (${runs})
      )`;
}

/** The tests that failed in an attempt, or of which somebody said something; undefined when they are many. */
async function testsThatFailed(
  connection: Connection,
  { project, rules }: OutcomeReading,
  filters: FigureFilters,
): Promise<string[] | undefined> {
  const { sql, parameters } = await figureRuns(connection, filters);
  const rows = await connection.query<{ testId: string }>(
    `
    SELECT DISTINCT testId
    FROM (
      SELECT testId
      FROM failures
      WHERE project = {project:String} AND submissionId >= {firstRunId:String} AND submissionId IN (
        SELECT arrayJoin(submissionIds) FROM (${sql})
      )
      ${rules.overridden ? "UNION ALL SELECT testId FROM overrides WHERE project = {project:String}" : ""}
    )
    LIMIT {most:UInt32}`,
    { ...parameters, project, most: mostTests + 1 },
  );
  return rows.length > mostTests ? undefined : rows.map(({ testId }) => testId);
}

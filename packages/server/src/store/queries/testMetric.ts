import type { MetricPoint, TestMetric } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { where } from "../where.ts";
import { type MemberFilters, type MemberRelation, memberRows } from "./memberRows.ts";
import { outcomesOfTests } from "./outcomesOfTests.ts";
import { readRunReferences } from "./runRow.ts";
import { type TestGroup, testGroup } from "./testGroup.ts";

/** Which metric of which test, in which runs, and which page. */
export interface MetricQuestion extends Omit<MemberFilters, "project" | "mainline" | "complete"> {
  readonly testId: string;
  /** The first one by name when left out. */
  readonly name?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface PointRow extends Pick<MetricPoint, "target" | "outcome" | "startedAt" | "value"> {
  readonly runId: string;
}

/**
 * A metric of a test in each run that had it under any of its names, newest first, as the attempt told that decided;
 * undefined when there is no such test.
 */
export async function testMetric(
  connection: Connection,
  { testId, name, limit, cursor, ...filters }: MetricQuestion,
): Promise<TestMetric | undefined> {
  const group = await testGroup(connection, { testId, asof: filters.asof });
  if (group === undefined) return undefined;
  const members = await memberRows(connection, { ...filters, project: group.project });
  const names = await metricNames(connection, group, members);
  const metric = name ?? names[0] ?? "";
  if (!names.includes(metric)) return { name: metric, names, items: [], nextCursor: null };
  const { sql, parameters } = await outcomesOfTests(connection, {
    project: group.project,
    members,
    asof: filters.asof,
    testIds: group.testIds,
    newestIds: group.testIds.map(() => group.testId),
  });
  const page = where({
    "runId < {before:String}": cursor === undefined ? undefined : decodeCursor(cursor, ["String"])[0],
  });
  const rows = await connection.query<PointRow>(
    `
    SELECT runId, target, outcome, startedAt, value
    FROM (${sql}) AS ended
    INNER JOIN (
      SELECT
        toString(submissionId) AS lastSubmissionId,
        testId AS lastTestId,
        attempt AS lastAttempt,
        JSONExtractFloat(metrics, {metric:String}) AS value
      FROM resultDetails FINAL
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND JSONHas(metrics, {metric:String})
    ) AS told USING (lastSubmissionId, lastTestId, lastAttempt)
    ${page.clause}
    ORDER BY runId DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, ...page.parameters, metric, limit: limit + 1 },
  );
  const { items, nextCursor } = pageOfRows(rows, limit, ["runId"]);
  return { name: metric, names, items: await withRuns(connection, group, items), nextCursor };
}

/** The names of all metrics that a test told in runs that are not deleted. */
async function metricNames(
  connection: Connection,
  { project, testIds }: TestGroup,
  members: MemberRelation,
): Promise<string[]> {
  const rows = await connection.query<{ name: string }>(
    `
    SELECT DISTINCT arrayJoin(JSONExtractKeys(metrics)) AS name
    FROM resultDetails
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND metrics != ''
      AND submissionId IN (SELECT submissionId FROM (${members.sql}))
    ORDER BY name
    LIMIT 1000`,
    { ...members.parameters, project, testIds },
  );
  return rows.map(({ name }) => name);
}

async function withRuns(
  connection: Connection,
  { project }: TestGroup,
  rows: readonly PointRow[],
): Promise<MetricPoint[]> {
  const references = await readRunReferences(
    connection,
    project,
    rows.map(({ runId }) => runId),
  );
  return rows.flatMap(({ runId, ...point }) => {
    const reference = references.get(runId);
    if (reference === undefined) return [];
    const { target: _, ...run } = reference;
    return { run, ...point };
  });
}

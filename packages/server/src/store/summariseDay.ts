import { newSubmissionId } from "@backstory/model";
import type { Connection } from "./connection.ts";

/** A day of a project, in UTC by the ids of its submissions; `day` as `2026-11-21`. */
export interface ProjectDay {
  readonly project: string;
  readonly day: string;
}

/** Recomputes what each test did on a day, whole, from the rows that are there: running it twice changes nothing. */
export async function summariseDay(connection: Connection, { project, day }: ProjectDay): Promise<void> {
  const [clock] = await connection.query<{ now: string }>("SELECT toString(now64(6, 'UTC')) AS now");
  const begin = Date.parse(`${day}T00:00:00.000Z`);
  await connection.command(dayStatement, {
    ...{ project, day },
    begin: new Date(begin).toISOString(),
    firstId: lowestId(begin),
    nextId: lowestId(begin + 86_400_000),
  });
  await connection.command(
    "INSERT INTO summarisedDays SELECT {project:String}, toDate({day:String}), toDateTime64({now:String}, 6, 'UTC')",
    { project, day, now: clock?.now ?? "" },
  );
}

/** The days of which a run was summarised after they were; none is the rule, some after a crash. */
export function staleDays(connection: Connection): Promise<ProjectDay[]> {
  return connection.query<ProjectDay>(`
    SELECT runs.project AS project, toString(runs.day) AS day
    FROM (
      SELECT project, toDate(submittedAt) AS day, max(summarisedAt) AS summarisedAt
      FROM submissionSummaries
      GROUP BY project, day
    ) AS runs
    LEFT JOIN (
      SELECT project, day, max(summarisedAt) AS summarisedAt
      FROM summarisedDays
      GROUP BY project, day
    ) AS days ON days.project = runs.project AND days.day = runs.day
    WHERE runs.summarisedAt >= days.summarisedAt
    ORDER BY project, day`);
}

function lowestId(time: number): string {
  return newSubmissionId(time, new Uint8Array(10));
}

const dayStatement = `
INSERT INTO testDays
SELECT
  {project:String} AS project,
  toDate({day:String}) AS day,
  runs.target AS target,
  runs.mainline AS mainline,
  results.testId AS testId,
  toUInt32(count()) AS runs,
  toUInt32(countIf(results.failing)) AS failed,
  toUInt32(countIf(results.status = 'skipped')) AS skipped,
  toUInt32(countIf(results.flaky)) AS flaky,
  toUInt32(arrayCount(
    (before, after) -> before.2 != after.2,
    arrayPopBack(arraySort(groupArrayIf((results.atMs, results.failing), results.status != 'skipped')) AS course),
    arrayPopFront(course)
  )) AS flips,
  argMin(results.status, results.atMs) AS firstStatus,
  argMax(results.status, results.atMs) AS lastStatus,
  now64(6) AS summarisedAt
FROM (
  SELECT
    testId,
    submissionId,
    status,
    status IN ('failed', 'broken') AS failing,
    status = 'passed' AND (submissionId, testId) IN (
      SELECT submissionId, testId
      FROM failures
      WHERE project = {project:String} AND submissionId >= {firstId:String} AND submissionId < {nextId:String}
    ) AS flaky,
    toUInt32(dateDiff('millisecond', {begin:DateTime64(3)}, submittedAt)) AS atMs
  FROM resultsByRun FINAL
  WHERE project = {project:String} AND submissionId >= {firstId:String} AND submissionId < {nextId:String}
) AS results
INNER JOIN (
  SELECT submissionId, target, branch IN ('main', 'master', 'trunk', '') AS mainline
  FROM submissionSummaries FINAL
  WHERE project = {project:String} AND submissionId >= {firstId:String} AND submissionId < {nextId:String}
) AS runs ON runs.submissionId = results.submissionId
WHERE runs.target NOT IN (SELECT target FROM removedDays WHERE project = {project:String} AND day = toDate({day:String}))
GROUP BY target, mainline, testId`;

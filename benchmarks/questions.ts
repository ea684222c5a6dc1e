import type { Connection, Parameters } from "../packages/server/src/store/connection.ts";
import { listRunResults } from "../packages/server/src/store/queries/listRunResults.ts";
import { listRuns } from "../packages/server/src/store/queries/listRuns.ts";
import { listTests } from "../packages/server/src/store/queries/listTests.ts";
import { testHistory } from "../packages/server/src/store/queries/testHistory.ts";

/** What the questions are about: runs and a test of the largest project, and times before now. */
export interface Subject {
  readonly project: string;
  readonly runId: string;
  readonly previousRunId: string;
  readonly testId: string;
  readonly nodeid: string;
  /** Behind the 200 slowest tests of the run, as the page before gave it. */
  readonly cursor: string;
  /** The lowest run id of the last 7, 30 and 90 days, and the times at which they begin. */
  readonly since: Readonly<Record<7 | 30 | 90, { readonly runId: string; readonly time: string }>>;
}

/** One question of the UI, asked of both layouts. Both answer how many rows they found, which `agrees` compares. */
export interface Question {
  readonly name: string;
  naive(connection: Connection, subject: Subject): Promise<number>;
  ours(connection: Connection, subject: Subject): Promise<number>;
}

async function rows(connection: Connection, sql: string, parameters: Parameters): Promise<number> {
  return (await connection.query(sql, parameters)).length;
}

/** The names of tests by their ids, as the pages look them up in a second round trip. */
async function named(connection: Connection, project: string, found: readonly { testId: string }[]): Promise<number> {
  await connection.query(
    "SELECT testId, suite, name FROM tests FINAL WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}",
    { project, testIds: found.map(({ testId }) => testId) },
  );
  return found.length;
}

const prefix = "startsWith(nodeid, 'web/') AND ";

export const questions: readonly Question[] = [
  {
    name: "50 latest runs with counts",
    naive: (connection) =>
      rows(
        connection,
        `SELECT run_id, min(timestamp) AS begun, any(git_branch) AS branch, any(git_commit) AS commit, count() AS total,
          countIf(status = 'passed') AS passed, countIf(status = 'failed') AS failed, countIf(status = 'skipped') AS skipped
        FROM naive GROUP BY run_id ORDER BY begun DESC LIMIT 50`,
        {},
      ),
    ours: async (connection) => (await listRuns(connection, { limit: 50 })).items.length,
  },
  {
    name: "failing tests of a run, with messages",
    naive: (connection, { runId }) =>
      rows(
        connection,
        `SELECT nodeid, argMax(status, timestamp) AS last, any(message) AS message FROM naive
        WHERE run_id = {runId:String} AND nodeid IN (
          SELECT nodeid FROM naive WHERE run_id = {runId:String} AND status IN ('failed', 'broken')
        ) GROUP BY nodeid HAVING last IN ('failed', 'broken') ORDER BY nodeid LIMIT 500`,
        { runId },
      ),
    ours: async (connection, { runId }) => {
      const question = { runId, status: ["failed", "broken"] as const, sort: "failures" as const, limit: 500 };
      return (await listRunResults(connection, question))?.items.length ?? 0;
    },
  },
  {
    name: "slowest tests of a run, third page",
    naive: (connection, { runId }) =>
      rows(
        connection,
        `SELECT nodeid, status, duration FROM naive WHERE run_id = {runId:String}
        ORDER BY duration DESC LIMIT 200, 100`,
        { runId },
      ),
    ours: async (connection, { runId, cursor }) => {
      return (await listRunResults(connection, { runId, sort: "duration", limit: 100, cursor }))?.items.length ?? 0;
    },
  },
  {
    name: "history of a test, 200 runs",
    naive: (connection, { nodeid }) =>
      rows(
        connection,
        `SELECT run_id, timestamp, status, duration, git_branch, git_commit, message FROM naive
        WHERE nodeid = {nodeid:String} ORDER BY timestamp DESC LIMIT 200`,
        { nodeid },
      ),
    ours: async (connection, { testId }) => (await testHistory(connection, { testId, limit: 200 }))?.items.length ?? 0,
  },
  {
    name: "what changed between two runs",
    naive: (connection, { runId, previousRunId }) =>
      rows(
        connection,
        `SELECT nodeid, argMaxIf(status, timestamp, run_id = {runId:String}) AS now,
          argMaxIf(status, timestamp, run_id = {previousRunId:String}) AS before
        FROM naive WHERE run_id IN ({runId:String}, {previousRunId:String}) GROUP BY nodeid HAVING now != before`,
        { runId, previousRunId },
      ),
    ours: async (connection, { project, runId, previousRunId }) => {
      const changed = await connection.query<{ testId: string }>(
        `SELECT testId, anyIf(toString(status), submissionId = {runId:String}) AS now,
          anyIf(toString(status), submissionId = {previousRunId:String}) AS before
        FROM resultsByRun FINAL
        WHERE project = {project:String} AND submissionId IN ({runId:String}, {previousRunId:String})
        GROUP BY testId HAVING now != before`,
        { project, runId, previousRunId },
      );
      return named(connection, project, changed);
    },
  },
  {
    name: "flakiest tests of 30 days",
    naive: (connection, { since }) =>
      rows(
        connection,
        `SELECT nodeid, arraySort(groupArray((timestamp, status = 'failed'))) AS course,
          arrayCount((a, b) -> a.2 != b.2, arrayPopBack(course), arrayPopFront(course)) AS flips
        FROM naive WHERE ${prefix}git_branch = 'main' AND timestamp >= {time:DateTime64(3)}
        GROUP BY nodeid ORDER BY flips DESC, nodeid LIMIT 50`,
        { time: since[30].time },
      ),
    ours: async (connection, { project, since }) => {
      const flakiest = await connection.query<{ testId: string }>(
        `SELECT testId, sum(flips) + sum(flaky) AS flakes, sum(runs) AS seen FROM testDays FINAL
        WHERE project = {project:String} AND day >= toDate({time:DateTime64(3)}) AND mainline
        GROUP BY testId ORDER BY flakes DESC, testId LIMIT 50`,
        { project, time: since[30].time },
      );
      return named(connection, project, flakiest);
    },
  },
  {
    name: "slowest tests of 7 days, p50 and p95",
    naive: (connection, { since }) =>
      rows(
        connection,
        `SELECT nodeid, quantiles(0.5, 0.95)(duration) AS times FROM naive
        WHERE ${prefix}status = 'passed' AND timestamp >= {time:DateTime64(3)}
        GROUP BY nodeid ORDER BY times[2] DESC LIMIT 50`,
        { time: since[7].time },
      ),
    ours: async (connection, { project, since }) => {
      const slowest = await connection.query<{ testId: string }>(
        `SELECT testId, quantiles(0.5, 0.95)(toFloat64(durationMs)) AS times FROM resultsByRun FINAL
        WHERE project = {project:String} AND submissionId >= {runId:String} AND status = 'passed'
        GROUP BY testId ORDER BY times[2] DESC LIMIT 50`,
        { project, runId: since[7].runId },
      );
      return named(connection, project, slowest);
    },
  },
  {
    name: "pass rate by day, 90 days",
    naive: (connection, { since }) =>
      rows(
        connection,
        `SELECT toDate(timestamp) AS day, countIf(status IN ('passed', 'skipped')) / count() AS rate FROM naive
        WHERE timestamp >= {time:DateTime64(3)} GROUP BY day ORDER BY day`,
        { time: since[90].time },
      ),
    ours: (connection, { since }) =>
      rows(
        connection,
        `SELECT toDate(startedAt) AS day,
          sum(passed + flaky + skipped) / sum(passed + flaky + skipped + failed + broken) AS rate
        FROM currentRuns WHERE runId >= {runId:String} GROUP BY day ORDER BY day`,
        { runId: since[90].runId },
      ),
  },
  {
    name: "since when everything fails that fails now",
    naive: (connection, { runId }) =>
      rows(
        connection,
        `SELECT nodeid, maxIf(timestamp, status = 'passed') AS passedLast,
          minIf(timestamp, status = 'failed') AS failedFirst, count() AS seen
        FROM naive WHERE nodeid IN (
          SELECT nodeid FROM naive WHERE run_id = {runId:String}
          GROUP BY nodeid HAVING argMax(status, timestamp) = 'failed'
        ) AND git_branch = 'main' GROUP BY nodeid`,
        { runId },
      ),
    ours: async (connection, { project, runId }) => {
      const failing = await connection.query<{ testId: string }>(
        `SELECT testId FROM resultsByRun FINAL WHERE project = {project:String} AND submissionId = {runId:String}
          AND status IN ('failed', 'broken')`,
        { project, runId },
      );
      const courses = await connection.query<{ testId: string }>(
        `SELECT testId, maxIf(submissionId, status = 'passed') AS passedLast,
          minIf(submissionId, status IN ('failed', 'broken')) AS failedFirst, count() AS seen
        FROM resultsByTest
        WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN (
          SELECT submissionId FROM runMembers WHERE project = {project:String} AND branch = 'main' AND complete
        ) GROUP BY testId`,
        { project, testIds: failing.map(({ testId }) => testId) },
      );
      return named(connection, project, courses);
    },
  },
  {
    name: "tests that are new in a run",
    naive: (connection, { runId }) =>
      rows(
        connection,
        `SELECT nodeid FROM naive GROUP BY nodeid HAVING argMin(run_id, timestamp) = {runId:String} LIMIT 500`,
        { runId },
      ),
    ours: async (connection, { project, runId }) => {
      const arrived = await connection.query<{ testId: string }>(
        `SELECT testId FROM testArrivals FINAL
        WHERE project = {project:String} AND firstSubmissionId = {runId:String} LIMIT 500`,
        { project, runId },
      );
      return named(connection, project, arrived);
    },
  },
  {
    name: "tests by a part of their name",
    naive: (connection) =>
      rows(
        connection,
        "SELECT DISTINCT nodeid FROM naive WHERE nodeid ILIKE '%login_12%' ORDER BY nodeid LIMIT 50",
        {},
      ),
    ours: async (connection) => (await listTests(connection, { q: "login_12", limit: 50 })).items.length,
  },
  {
    name: "clusters of failures, 30 days",
    naive: (connection, { since }) =>
      rows(
        connection,
        `SELECT replaceRegexpAll(splitByChar('\\n', message)[1], '[0-9]+', '<n>') AS masked, count() AS failures,
          uniqExact(nodeid) AS tests
        FROM naive WHERE status = 'failed' AND timestamp >= {time:DateTime64(3)}
        GROUP BY masked ORDER BY failures DESC LIMIT 50`,
        { time: since[30].time },
      ),
    ours: (connection, { since }) =>
      rows(
        connection,
        `SELECT fingerprint, count() AS failures, uniqExact(testId) AS tests, any(message) AS example
        FROM failures FINAL WHERE submissionId >= {runId:String}
        GROUP BY fingerprint ORDER BY failures DESC LIMIT 50`,
        { runId: since[30].runId },
      ),
  },
];

import type { RunDetail, RunSubmission } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { executionIn, hasFewerResults } from "../summaries/addUpRun.ts";
import type { SubmissionSummary } from "../summaries/submissionSummary.ts";
import { fromJsonText } from "./jsonText.ts";
import { type RunRow, runColumns, toCounts, toRun, toState } from "./runRow.ts";
import { type RunSubmissions, runSubmissions } from "./runSubmissions.ts";

const listed = 1_000;

type SubmissionRow = Pick<
  SubmissionSummary,
  | "submissionId"
  | "separateExecutionId"
  | "buildExecutionId"
  | "isRerun"
  | "shardIndex"
  | "shardTotal"
  | "selection"
  | "lastReceivedAt"
  | "ended"
  | "expectedTests"
  | "reportedResults"
  | "startedAt"
  | "finishedAt"
  | "passed"
  | "failed"
  | "broken"
  | "skipped"
  | "flaky"
  | "errors"
  | "runner"
  | "host"
>;

/** One run, with its submissions, its errors and the lines of it that could not be read, at most 1,000 of each. */
export async function findRun(
  connection: Connection,
  { runId, asof }: { readonly runId: string; readonly asof?: string | undefined },
  now: number = Date.now(),
): Promise<RunDetail | undefined> {
  const run = await runSubmissions(connection, runId, asof);
  if (run === undefined) return undefined;
  const { project, submissionIds } = run;
  const parameters = { project, submissionIds, listed };
  const [rows, submissions, errorRecords, refusedLines] = await Promise.all([
    readTotals(connection, run),
    readSubmissions(connection, run),
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
  const toSubmission = (each: SubmissionRow): RunSubmission => toRunSubmission(each, run, now);
  return { ...toRun(row, now), view: run.view, submissions: submissions.map(toSubmission), errorRecords, refusedLines };
}

function readTotals(connection: Connection, run: RunSubmissions): Promise<RunRow[]> {
  const { project, target, runId, view, totals } = run;
  if (totals !== undefined) return Promise.resolve([totals]);
  return connection.query<RunRow>(
    `
    SELECT ${runColumns}
    FROM runs FINAL
    WHERE project = {project:String} AND view = {view:String} AND target = {target:String} AND runId = {runId:String}
      AND submissionCount > 0`,
    { project, target, view, runId },
  );
}

function readSubmissions(connection: Connection, { project, submissionIds }: RunSubmissions): Promise<SubmissionRow[]> {
  return connection.query<SubmissionRow>(
    `
    SELECT
      submissionId, separateExecutionId, buildExecutionId, isRerun, shardIndex, shardTotal, selection, lastReceivedAt,
      ended, expectedTests, reportedResults, startedAt, finishedAt, passed, failed, broken, skipped, flaky, errors, runner,
      host
    FROM submissionSummaries FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
    ORDER BY submissionId
    LIMIT {listed:UInt32}`,
    { project, submissionIds, listed },
  );
}

function toRunSubmission(row: SubmissionRow, { view }: RunSubmissions, now: number): RunSubmission {
  const { submissionId, isRerun, shardIndex, shardTotal, lastReceivedAt, errors } = row;
  const { expectedTests, startedAt, finishedAt } = row;
  const arrival = { noEnd: !row.ended, shardLost: false, fewerResults: hasFewerResults(row), lastReceivedAt };
  return {
    ...{ submissionId, executionId: executionIn(view, row), rerun: isRerun },
    shard: shardTotal === 0 ? null : { index: shardIndex, total: shardTotal },
    selection: fromJsonText<RunSubmission["selection"]>(row.selection, {}),
    ...toState(arrival, now),
    ...{ counts: toCounts(row), errors, expectedTests, startedAt, finishedAt },
    runner: fromJsonText<RunSubmission["runner"]>(row.runner, { name: "" }),
    host: fromJsonText<RunSubmission["host"]>(row.host, {}),
  };
}

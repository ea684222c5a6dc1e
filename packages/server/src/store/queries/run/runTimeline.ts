import type { RunTimeline, Status } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type RunSubmissions, runSubmissions, runValues } from "../runSubmissions.ts";
import { readTestNames } from "../testNames.ts";

const listed = 50_000;

interface AttemptRow {
  readonly testId: string;
  readonly submissionId: string;
  readonly worker: string;
  readonly attempt: number;
  readonly status: Status;
  /** Milliseconds since 1970, as text. */
  readonly startedAtMs: string;
  readonly durationMs: number;
  readonly total: number;
}

/** When which attempt of a run ran where, from its first attempt on; undefined when there is no such run. */
export async function runTimeline(
  connection: Connection,
  { runId, asof }: { readonly runId: string; readonly asof?: string | undefined },
): Promise<RunTimeline | undefined> {
  const run = await runSubmissions(connection, runId, asof);
  if (run === undefined) return undefined;
  const rows = await readAttempts(connection, run);
  const begin = rows.reduce((least, { startedAtMs }) => Math.min(least, Number(startedAtMs)), Number.POSITIVE_INFINITY);
  const lanes = new Map<string, RunTimeline["lanes"][number]>();
  for (const { submissionId, worker } of rows) lanes.set(`${submissionId} ${worker}`, { submissionId, worker });
  const laneKeys = [...lanes.keys()].toSorted(new Intl.Collator("en", { numeric: true }).compare);
  const laneOf = new Map(laneKeys.map((key, index) => [key, index]));
  const testIds = [...new Set(rows.map(({ testId }) => testId))];
  const testOf = new Map(testIds.map((testId, index) => [testId, index]));
  const names = await readTestNames(connection, run.project, testIds);
  const attempts = rows.map((row): RunTimeline["attempts"][number] => [
    laneOf.get(`${row.submissionId} ${row.worker}`) ?? 0,
    testOf.get(row.testId) ?? 0,
    Number(row.startedAtMs) - begin,
    row.durationMs,
    row.status,
    row.attempt,
  ]);
  return {
    startedAt: new Date(Number.isFinite(begin) ? begin : run.firstAt).toISOString(),
    durationMs: attempts.reduce((last, [, , startMs, durationMs]) => Math.max(last, startMs + durationMs), 0),
    total: rows[0]?.total ?? 0,
    lanes: laneKeys.flatMap((key) => lanes.get(key) ?? []),
    tests: testIds.map((testId) => ({
      testId,
      name: names.get(testId)?.displayName ?? "",
      suite: names.get(testId)?.suite ?? "",
    })),
    attempts,
  };
}

function readAttempts(connection: Connection, run: RunSubmissions): Promise<AttemptRow[]> {
  return connection.query<AttemptRow>(
    `
    SELECT
      result.testId AS testId,
      toString(result.submissionId) AS submissionId,
      detail.worker AS worker,
      result.attempt AS attempt,
      result.status AS status,
      toString(toUnixTimestamp64Milli(result.startedAt)) AS startedAtMs,
      toFloat64(result.durationMs) AS durationMs,
      count() OVER () AS total
    FROM (
      SELECT testId, submissionId, attempt, status, startedAt, durationMs
      FROM resultsByTest FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        AND testId IN (
          SELECT testId
          FROM resultsByRun
          WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        )
        AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
    ) AS result
    LEFT JOIN (
      SELECT testId, submissionId, attempt, worker
      FROM resultDetails FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND worker != ''
    ) AS detail
      ON detail.testId = result.testId AND detail.submissionId = result.submissionId AND detail.attempt = result.attempt
    ORDER BY durationMs DESC, testId, attempt
    LIMIT {listed:UInt32}`,
    { ...runValues(run), listed },
  );
}

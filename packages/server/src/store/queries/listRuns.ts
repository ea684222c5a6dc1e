import { newSubmissionId, type Page, type Run, type RunState, type RunStatus, staleAfterMs } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { where } from "../where.ts";
import { type RunRow, runColumns, toRun } from "./runRow.ts";

/** Which runs to list. */
export interface ListRuns {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  /** The name of the build. */
  readonly build?: string | undefined;
  /** Only runs begun from `since` up to, not at, `until`. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly status?: RunStatus | undefined;
  readonly state?: RunState | undefined;
  /** Only runs with this label, as `key=value`. */
  readonly label?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The runs that fit, newest first. */
export async function listRuns(
  connection: Connection,
  question: ListRuns,
  now: number = Date.now(),
): Promise<Page<Run>> {
  const before = question.cursor === undefined ? [] : decodeCursor(question.cursor, ["String"]);
  const { clause, parameters } = where({
    "project = {project:String}": question.project,
    "target = {target:String}": question.target,
    "branch = {branch:String}": question.branch,
    "buildName = {build:String}": question.build,
    "runId >= {firstId:String}": question.since && lowestId(question.since),
    "runId < {nextId:String}": question.until && lowestId(question.until),
    [statusIs]: question.status,
    [stateIs]: question.state,
    [hasLabel]: question.label,
    "runId < {before:String}": before[0],
  });
  const ids = await connection.query<{ project: string; target: string; runKey: string; runId: string }>(
    `
    SELECT project, target, runKey, runId
    FROM currentRuns
    ${clause}
    ORDER BY runId DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, limit: question.limit + 1, staleBefore: new Date(now - staleAfterMs).toISOString() },
  );
  const page = pageOfRows(ids, question.limit, ["runId"]);
  const rows = await connection.query<RunRow>(
    `
    SELECT ${runColumns}
    FROM currentRuns
    WHERE project IN {projects:Array(String)} AND target IN {targets:Array(String)} AND runKey IN {runKeys:Array(String)}
      AND runId IN {runIds:Array(String)}
    ORDER BY runId DESC`,
    {
      projects: [...new Set(page.items.map(({ project }) => project))],
      targets: [...new Set(page.items.map(({ target }) => target))],
      runKeys: [...new Set(page.items.map(({ runKey }) => runKey))],
      runIds: page.items.map(({ runId }) => runId),
    },
  );
  return { items: rows.map((row) => toRun(row, now)), nextCursor: page.nextCursor };
}

const statusIs = `multiIf(
    errors > 0 OR failed > 0 OR broken > 0, 'failed', passed + skipped + flaky = 0, 'empty', 'passed'
  ) = {status:String}`;

const stateIs = `{state:String} = multiIf(
    complete, 'complete',
    (noEnd OR shardLost) AND lastReceivedAt > {staleBefore:DateTime64(3)}, 'running',
    'incomplete'
  )`;

const hasLabel = `has(arrayFlatten(arrayMap(
    label -> arrayMap(value -> concat(label.1, '=', value), JSONExtract(label.2, 'Array(String)')),
    JSONExtractKeysAndValuesRaw(labels)
  )), {label:String})`;

/** The lowest id that a run can have which began at a time. */
function lowestId(time: string): string {
  return newSubmissionId(Math.max(0, Date.parse(time)), new Uint8Array(10));
}

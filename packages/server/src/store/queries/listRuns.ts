import { newSubmissionId, type Page, type Run, type RunState, type RunStatus, staleAfterMs } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import type { RunTotals } from "../summaries/runTotals.ts";
import { where } from "../where.ts";
import { fromJsonText } from "./jsonText.ts";
import { type RunRow, runColumns, runStatus, toCounts, toRun, toState } from "./runRow.ts";
import { changedRuns, idAfter } from "./runsAsof.ts";
import { heldRuns } from "./targetReading.ts";

/** Which runs to list. */
export interface ListRuns {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  /** The name of the build. */
  readonly build?: string | undefined;
  /** The beginning of the commit's id. */
  readonly commit?: string | undefined;
  /** Only runs begun from `since` up to, not at, `until`. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly status?: RunStatus | undefined;
  readonly state?: RunState | undefined;
  /** Only runs with this label, as `key=value`. */
  readonly label?: string | undefined;
  /** The runs as they were at a time. */
  readonly asof?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The runs that fit, newest first. */
export async function listRuns(
  connection: Connection,
  question: ListRuns,
  now: number = question.asof === undefined ? Date.now() : Date.parse(question.asof),
): Promise<Page<Run>> {
  const before = question.cursor === undefined ? undefined : String(decodeCursor(question.cursor, ["String"])[0]);
  const { project, target, asof } = question;
  const changed = asof === undefined ? undefined : await changedRuns(connection, { project, target }, asof);
  const then = (changed?.runs ?? []).filter((run) => fits({ ...question, before }, run, now));
  const ids = await findPlaces(connection, { question, before, now, others: changed?.submissionIds });
  const page = pageOfRows(
    [...ids, ...then].toSorted((one, other) => (one.runId < other.runId ? 1 : -1)),
    question.limit,
    ["runId"],
  );
  const shown = new Set(page.items.map(({ runId }) => runId));
  const rows = await readRuns(
    connection,
    ids.filter(({ runId }) => shown.has(runId)),
  );
  const items = [...rows, ...then.filter(({ runId }) => shown.has(runId))];
  return {
    items: items.toSorted((one, other) => (one.runId < other.runId ? 1 : -1)).map((row) => toRun(row, now)),
    nextCursor: page.nextCursor,
  };
}

type Place = Pick<RunTotals, "project" | "target" | "runKey" | "runId">;

interface Finding {
  readonly question: ListRuns;
  readonly before: string | undefined;
  readonly now: number;
  /** Submissions of runs that were others then. */
  readonly others: readonly string[] | undefined;
}

async function findPlaces(connection: Connection, { question, before, now, others }: Finding): Promise<Place[]> {
  const held = await heldRuns(connection);
  const { clause, parameters } = where({
    "project = {project:String}": question.project,
    "target = {target:String}": question.target,
    "branch = {branch:String}": question.branch,
    "buildName = {build:String}": question.build,
    "startsWith(commit, {commit:String})": question.commit,
    "runId >= {firstId:String}": question.since && lowestId(question.since),
    "runId < {nextId:String}": question.until && lowestId(question.until),
    [statusIs]: question.status,
    [stateIs]: question.state,
    [hasLabel]: question.label,
    "lastSubmissionId < {later:String}": question.asof && idAfter(question.asof),
    "NOT hasAny(submissionIds, {others:Array(String)})": others?.length === 0 ? undefined : others,
    "runId < {before:String}": before,
  });
  return connection.query<Place>(
    `
    SELECT project, target, runKey, runId
    FROM runs FINAL
    ${clause} AND ${held.condition}
    ORDER BY runId DESC
    LIMIT {limit:UInt32}`,
    {
      ...parameters,
      ...held.parameters,
      limit: question.limit + 1,
      staleBefore: new Date(now - staleAfterMs).toISOString(),
    },
  );
}

async function readRuns(connection: Connection, places: readonly Place[]): Promise<RunRow[]> {
  if (places.length === 0) return [];
  const held = await heldRuns(connection);
  return connection.query<RunRow>(
    `
    SELECT ${runColumns}
    FROM runs FINAL
    WHERE ${held.condition} AND project IN {projects:Array(String)} AND target IN {targets:Array(String)} AND runKey IN {runKeys:Array(String)}
      AND runId IN {runIds:Array(String)}`,
    {
      ...held.parameters,
      projects: [...new Set(places.map(({ project }) => project))],
      targets: [...new Set(places.map(({ target }) => target))],
      runKeys: [...new Set(places.map(({ runKey }) => runKey))],
      runIds: places.map(({ runId }) => runId),
    },
  );
}

/** Whether a run that was put together for a time is asked for; what the statement above asks of the others. */
function fits(question: ListRuns & { readonly before: string | undefined }, run: RunTotals, now: number): boolean {
  const { branch, build, commit, since, until, status, state, label, before } = question;
  const labels = Object.entries(fromJsonText<Record<string, string[]>>(run.labels, {}));
  const pairs = labels.flatMap(([key, values]) => values.map((value) => `${key}=${value}`));
  const asked: readonly (readonly [string | undefined, boolean])[] = [
    [branch, branch === run.branch],
    [build, build === run.buildName],
    [commit, run.commit.startsWith(commit ?? "")],
    [since, run.runId >= lowestId(since ?? "")],
    [until, run.runId < lowestId(until ?? "")],
    [status, status === runStatus(run, toCounts(run))],
    [state, state === toState(run, now).state],
    [label, pairs.includes(label ?? "")],
    [before, run.runId < (before ?? "")],
  ];
  return asked.every(([filter, isSo]) => filter === undefined || isSo);
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
  return newSubmissionId(Math.max(0, Date.parse(time) || 0), new Uint8Array(10));
}

import type { GroupKind, Outcome, ResultGroups } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { where } from "../../where.ts";
import { resultsRelation } from "../listRunResults.ts";
import { runSubmissions, runValues } from "../runSubmissions.ts";
import { containsText } from "../textSearch.ts";
import { groupName, lastWorker } from "./groupFilter.ts";

/** Which results of which run to group, and by what. */
export interface ResultGroupsQuestion {
  readonly runId: string;
  readonly by: GroupKind;
  /** The name of the label to group by. */
  readonly label?: string | undefined;
  readonly status?: readonly Outcome[] | undefined;
  readonly q?: string | undefined;
  readonly asof?: string | undefined;
}

const listed = 5_000;
const ofRun = `project = {project:String} AND submissionId IN {submissionIds:Array(String)}`;
const testsOfRun = `project = {project:String} AND testId IN (SELECT testId FROM resultsByRun WHERE ${ofRun})`;

/** For each kind, SQL of `(testId, value, name)`: which tests are in which group, and what people call it. */
const members: Readonly<Record<GroupKind, string>> = {
  suite: `SELECT testId, suite AS value, suite AS name FROM tests FINAL WHERE ${testsOfRun}`,
  family: `
      SELECT testId, toString(familyId) AS value, concat(suite, if(suite = '', '', ' > '), name) AS name
      FROM tests FINAL
      WHERE ${testsOfRun}`,
  worker: `
      SELECT testId, ${lastWorker} AS value, value AS name
      FROM resultDetails
      WHERE ${ofRun}
      GROUP BY testId`,
  submission: `
      SELECT testId, toString(submissionId) AS value, value AS name
      FROM resultsByRun FINAL
      WHERE ${ofRun}`,
  label: `
      SELECT DISTINCT
        testId,
        arrayJoin(if(empty(JSONExtract(labels, {label:String}, 'Array(String)') AS values), [''], values)) AS value,
        value AS name
      FROM resultsByRun FINAL
      WHERE ${ofRun}`,
};

type GroupRow = Record<Outcome, number> & {
  readonly value: string;
  readonly name: string;
  readonly durationMs: number;
  readonly total: number;
};

/** The results of a run in groups, those that fail first, then by name; undefined when there is no such run. */
export async function resultGroups(
  connection: Connection,
  { runId, by, label = "", status, q, asof }: ResultGroupsQuestion,
): Promise<ResultGroups | undefined> {
  const run = await runSubmissions(connection, runId, asof);
  if (run === undefined) return undefined;
  const statuses = ["passed", "failed", "broken", "skipped"];
  const { clause, parameters } = where({ "outcome IN {status:Array(String)}": status });
  const values = { ...runValues(run), ...parameters, statuses, label, listed, q: q ?? "" };
  const [rows, names] = await Promise.all([
    connection.query<GroupRow>(
      `
      SELECT
        member.value AS value,
        any(member.name) AS name,
        countIf(outcome = 'passed') AS passed,
        countIf(outcome = 'failed') AS failed,
        countIf(outcome = 'broken') AS broken,
        countIf(outcome = 'skipped') AS skipped,
        countIf(outcome = 'flaky') AS flaky,
        toFloat64(sum(durationMs)) AS durationMs,
        count() OVER () AS total
      FROM (SELECT testId, outcome, durationMs FROM ${resultsRelation(run, statuses)} ${clause} AND ${namedWith(q)}) AS result
      LEFT JOIN (${members[by]}) AS member ON member.testId = result.testId
      GROUP BY value
      ORDER BY failed + broken = 0, name, value
      LIMIT {listed:UInt32}`,
      values,
    ),
    connection.query<{ name: string }>(
      `
      SELECT DISTINCT arrayJoin(JSONExtractKeys(labels)) AS name
      FROM resultsByRun
      WHERE ${ofRun} AND labels != ''
      ORDER BY name
      LIMIT 100`,
      values,
    ),
  ]);
  return {
    items: rows.map((row) => toGroup(row, by, label)),
    total: rows[0]?.total ?? 0,
    labelNames: names.map(({ name }) => name),
  };
}

function namedWith(q: string | undefined): string {
  if (q === undefined || q === "") return "true";
  return `testId IN (SELECT testId FROM tests FINAL WHERE ${testsOfRun} AND ${containsText(q)})`;
}

function toGroup(row: GroupRow, by: GroupKind, label: string): ResultGroups["items"][number] {
  const { value, name, passed, failed, broken, skipped, flaky, durationMs } = row;
  const total = passed + failed + broken + skipped + flaky;
  return {
    group: groupName({ by, value, label }),
    name,
    counts: { passed, failed, broken, skipped, flaky, total },
    durationMs,
  };
}

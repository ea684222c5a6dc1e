import { type Churn, findChurn, type SeenTest } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { ParameterValue } from "../literal.ts";
import { fromJsonText } from "./jsonText.ts";
import { memberRows } from "./memberRows.ts";

/** Where names are looked at. */
export interface ListChurn {
  readonly project: string;
  readonly target?: string | undefined;
  readonly asof?: string | undefined;
}

interface SeenRow {
  readonly target: string;
  readonly familyId: string;
  readonly suite: string;
  readonly name: string;
  readonly params: string;
  readonly runs: readonly number[];
}

/** How many of a target's newest complete runs on its default branch are looked at. */
const runsLookedAt = 10;

/**
 * The families of a project whose names are new in every run, target by target, with the parameter to blame. Read are
 * only the families that have a name of one run alone in the newest ten.
 */
export async function listChurn(connection: Connection, question: ListChurn): Promise<Churn[]> {
  const places = await recentPlaces(connection, question);
  const familyIds = await familiesOfSingleNames(connection, places);
  if (familyIds.length === 0) return [];
  const rows = await connection.query<SeenRow>(
    `
    SELECT seen.target AS target, test.familyId AS familyId, test.suite AS suite, test.name AS name,
      test.params AS params, seen.runs AS runs
    FROM (${seenTests("testId IN (SELECT testId FROM tests WHERE project = {project:String} AND familyId IN {familyIds:Array(UUID)})")}) AS seen
    INNER JOIN (
      SELECT testId, familyId, suite, name, params
      FROM tests FINAL
      WHERE project = {project:String} AND familyId IN {familyIds:Array(UUID)}
    ) AS test ON test.testId = seen.testId`,
    { ...places, familyIds },
  );
  const byTarget = new Map<string, SeenTest[]>();
  for (const { target, params, ...test } of rows) {
    const tests = byTarget.get(target) ?? [];
    byTarget.set(target, tests);
    tests.push({ ...test, params: fromJsonText(params, {}) });
  }
  return [...byTarget].flatMap(([target, tests]) =>
    findChurn(tests).map((finding) => ({ project: question.project, target, ...finding })),
  );
}

/** The submissions that are looked at, with their targets and how many runs of these are newer, at the same places. */
interface Places extends Readonly<Record<string, ParameterValue>> {
  readonly project: string;
  readonly submissionIds: readonly string[];
  readonly targets: readonly string[];
  readonly ages: readonly number[];
}

async function recentPlaces(connection: Connection, question: ListChurn): Promise<Places> {
  const { sql, parameters } = await memberRows(connection, { ...question, mainline: true, complete: true });
  const rows = await connection.query<{ submissionId: string; target: string; age: number }>(
    `
    SELECT submissionId, target, dense_rank() OVER (PARTITION BY target ORDER BY runId DESC) AS age
    FROM (${sql})
    QUALIFY age <= {runsLookedAt:UInt32}`,
    { ...parameters, runsLookedAt },
  );
  return {
    project: question.project,
    submissionIds: rows.map(({ submissionId }) => submissionId),
    targets: rows.map(({ target }) => target),
    ages: rows.map(({ age }) => Number(age)),
  };
}

/** In which of the runs that are looked at each test was, by their ages: `(target, testId, runs)`. */
function seenTests(condition: string): string {
  return `
      SELECT target, testId, arraySort(groupUniqArray(age)) AS runs
      FROM (
        SELECT
          testId,
          transform(toString(submissionId), {submissionIds:Array(String)}, {targets:Array(String)}, '') AS target,
          transform(toString(submissionId), {submissionIds:Array(String)}, {ages:Array(UInt32)}, 0) AS age
        FROM resultsByRun
        WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND ${condition}
      )
      GROUP BY target, testId`;
}

/** The families with a name that one run alone had, in targets of which more than the newest run is known. */
async function familiesOfSingleNames(connection: Connection, places: Places): Promise<string[]> {
  if (places.submissionIds.length === 0) return [];
  const rows = await connection.query<{ familyId: string }>(
    `
    SELECT DISTINCT familyId
    FROM tests
    WHERE project = {project:String} AND testId IN (
      SELECT testId
      FROM (SELECT testId, runs, max(runs[-1]) OVER (PARTITION BY target) AS oldest FROM (${seenTests("true")}))
      WHERE length(runs) = 1 AND oldest > 1
    )`,
    places,
  );
  return rows.map(({ familyId }) => familyId);
}

import { type Churn, findChurn, type SeenTest } from "@backstory/model";
import type { Connection } from "../connection.ts";
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
  const { sql, parameters } = await memberRows(connection, { ...question, mainline: true, complete: true });
  const recent = `
      SELECT submissionId, target, dense_rank() OVER (PARTITION BY target ORDER BY runId DESC) AS run
      FROM (${sql})
      QUALIFY run <= {runsLookedAt:UInt32}`;
  const seen = `
      SELECT member.target AS target, result.testId AS testId, arraySort(groupUniqArray(member.run)) AS runs
      FROM (
        SELECT submissionId, testId
        FROM resultsByRun
        WHERE project = {project:String} AND submissionId IN (SELECT submissionId FROM (${recent}))
      ) AS result
      INNER JOIN (${recent}) AS member ON member.submissionId = result.submissionId
      GROUP BY target, testId`;
  const rows = await connection.query<SeenRow>(
    `
    WITH seen AS (${seen}), single AS (
      SELECT target, testId
      FROM seen
      WHERE length(runs) = 1 AND target IN (SELECT target FROM seen GROUP BY target HAVING max(runs[-1]) > 1)
    )
    SELECT seen.target AS target, test.familyId AS familyId, test.suite AS suite, test.name AS name,
      test.params AS params, seen.runs AS runs
    FROM seen
    INNER JOIN (
      SELECT testId, familyId, suite, name, params
      FROM tests FINAL
      WHERE project = {project:String} AND familyId IN (
        SELECT familyId FROM tests WHERE project = {project:String} AND testId IN (SELECT testId FROM single)
      )
    ) AS test ON test.testId = seen.testId`,
    { ...parameters, runsLookedAt },
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

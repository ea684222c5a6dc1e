import type { Connection } from "../../connection.ts";
import { type Rows, readForOutcomes, runOutcomes } from "../runOutcomes.ts";
import type { LookedAtRun } from "./lookedAtRuns.ts";

/** The letters of outcomes in the order of their numbers in `codes`. */
export const courseLetters = "PFBSK";

/** Which tests' courses, over which runs. */
export interface CoursesQuestion {
  readonly project: string;
  readonly asof?: string | undefined;
  /** Newest first: a run's place here is its place in `codes`. */
  readonly runs: readonly LookedAtRun[];
  /** Only these, by their newest ids. */
  readonly testIds?: readonly string[] | undefined;
}

/** How each test ended in each of the runs: `(testId, place, outcome, letter, durationMs, labels)`. */
async function placedOutcomes(connection: Connection, question: CoursesQuestion): Promise<Rows> {
  const { project, asof, runs, testIds } = question;
  const outcomes = await runOutcomes(connection, await readForOutcomes(connection, { project, asof }), runs);
  return {
    sql: `
      SELECT
        testId,
        toUInt32(transform(runId, {placedRuns:Array(String)}, {places:Array(UInt32)}, 0)) AS place,
        outcome,
        toUInt32(indexOf(['passed', 'failed', 'broken', 'skipped', 'flaky'], outcome) - 1) AS letter,
        durationMs,
        labels
      FROM (${outcomes.sql})
      ${testIds === undefined ? "" : "WHERE testId IN {ofTests:Array(UUID)}"}`,
    parameters: {
      ...outcomes.parameters,
      placedRuns: runs.map(({ runId }) => runId),
      places: runs.map((_, place) => place),
      ...(testIds && { ofTests: testIds }),
    },
  };
}

/**
 * What each test that any of the runs had did in them: `(testId, codes, course, runs, fails, flakes, flips, labels,
 * passes, times)`. `codes` are `8 × the run's place + the letter's number`, newest run first; `course` is its letters,
 * oldest first; `labels` are those of the newest run.
 */
export async function testCourses(connection: Connection, question: CoursesQuestion): Promise<Rows> {
  const { sql, parameters } = await placedOutcomes(connection, question);
  return {
    sql: `
      SELECT
        testId,
        arraySort(groupArray(toUInt32(place * 8 + letter))) AS codes,
        arrayStringConcat(arrayMap(code -> substring('${courseLetters}', bitAnd(code, 7) + 1, 1), arrayReverse(codes))) AS course,
        length(codes) AS runs,
        countIf(outcome IN ('failed', 'broken')) AS fails,
        countIf(outcome = 'flaky') AS flakes,
        arrayMap(code -> bitAnd(code, 7) IN (1, 2), arrayFilter(code -> bitAnd(code, 7) != 3, codes)) AS failing,
        if(empty(failing), 0, arrayCount((one, next) -> one != next, arrayPopBack(failing), arrayPopFront(failing))) AS flips,
        argMin(labels, place) AS labels,
        countIf(outcome = 'passed') AS passes,
        quantilesExactInclusiveIf(0.5, 0.95)(toFloat64(durationMs), outcome = 'passed') AS times
      FROM (${sql})
      GROUP BY testId`,
    parameters,
  };
}

/** The cells of a test over so many runs, from its codes. */
export function cellsOf(codes: readonly number[], runs: number): string {
  const cells = Array.from({ length: runs }, () => ".");
  for (const code of codes) cells[code >> 3] = courseLetters[code & 7] ?? ".";
  return cells.join("");
}

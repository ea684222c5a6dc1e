import { parseSearch, type TestGrid } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { lookedAtRuns, referenceOf } from "./lookedAtRuns.ts";
import { searchedTests } from "./searchedTests.ts";
import { courseLetters } from "./testCourses.ts";

/** Which tests against which runs. */
export interface GridQuestion {
  readonly project: string;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  /** What has to hold of the tests, in the search language. */
  readonly q?: string | undefined;
  readonly asof?: string | undefined;
  /** How many runs, the newest of all targets together. */
  readonly runs: number;
}

/** More cells than this are never answered. */
const mostGridCells = 2_000_000;

/** How each test that fits ended in each of the newest runs, by suite and name. */
export async function testGrid(connection: Connection, question: GridQuestion): Promise<TestGrid> {
  const { project, target, branch, asof, runs: last } = question;
  const query = parseSearch(question.q ?? "");
  const scope = { project, target, branch, scope: query.scope, asof };
  const runs = await lookedAtRuns(connection, { ...scope, last, isOfEachTarget: false });
  if (runs.length === 0) return { runs: [], tests: [], leftOut: 0 };
  const { sql, parameters } = await searchedTests(connection, { project, query, asof, runs, isOnlyOfRuns: true });
  const most = Math.floor(mostGridCells / runs.length);
  const tests = await connection.query<TestGrid["tests"][number]>(
    `
    SELECT testId, suite, name, displayName, params, ${cells} AS cells
    FROM (${sql})
    ORDER BY suite, name, params, testId
    LIMIT {most:UInt32}`,
    { ...parameters, most, width: runs.length },
  );
  const leftOut = tests.length < most ? 0 : (await countTests(connection, { sql, parameters })) - tests.length;
  return { runs: runs.map(referenceOf), tests, leftOut };
}

async function countTests(connection: Connection, { sql, parameters }: Awaited<ReturnType<typeof searchedTests>>) {
  const [row] = await connection.query<{ tests: number }>(`SELECT count() AS tests FROM (${sql})`, parameters);
  return row?.tests ?? 0;
}

/**
 * The letters at their places, dots between; of two names of a test in one run the first counts. Each function here has
 * its arrays beside each other: one that reads an array from inside would copy it for every element.
 */
const cells = `rightPad(
      arrayStringConcat(arrayMap(
        (code, before) -> concat(
          repeat('.', bitShiftRight(code, 3) - before), substring('${courseLetters}', bitAnd(code, 7) + 1, 1)
        ),
        arrayFilter(
          (code, before) -> bitShiftRight(code, 3) + 1 != before,
          codes,
          arrayPushFront(arrayPopBack(arrayMap(code -> bitShiftRight(code, 3) + 1, codes)), 0)
        ) AS own,
        arrayPushFront(arrayPopBack(arrayMap(code -> bitShiftRight(code, 3) + 1, own)), 0)
      )),
      {width:UInt32}, '.'
    )`;

import {
  type ListedTest,
  type ListedTests,
  type Outcome,
  outcomeLetters,
  parseSearch,
  type SearchQuery,
  type Test,
  type TestSort,
} from "@backstory/model";
import type { Connection } from "../connection.ts";
import { after, pageOfRows, type SortKey } from "../cursor.ts";
import { withAssignments } from "../facts/openAssignments.ts";
import { type LookedAtRun, lookedAtRuns, referenceOf } from "./search/lookedAtRuns.ts";
import { overProjects } from "./search/overProjects.ts";
import { type CourseRow, courseColumns, type SearchedRow, searchedTests } from "./search/searchedTests.ts";
import { isAboutCourses } from "./search/searchSql.ts";
import { cellsOf, testCourses } from "./search/testCourses.ts";
import { sortRanks } from "./search/testSort.ts";
import { type TestRow, toTests } from "./testRow.ts";

/** Which tests to list. */
export interface ListTests {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  /** What has to hold of them, in the search language. */
  readonly q?: string | undefined;
  readonly sort?: TestSort | undefined;
  /** How many runs of each target are looked at. */
  readonly last?: number | undefined;
  readonly asof?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const order: SortKey = { rank: "Int64", suite: "String", name: "String", params: "String", testId: "UUID" };
const columnsOfOrder = ["rank", "suite", "name", "params", "testId"] as const;

/** A row of a page: what a test is called, and what it did when that was asked for. */
type FoundRow = TestRow & Partial<CourseRow> & { readonly rank: number };

interface Asked extends ListTests {
  readonly query: SearchQuery;
  readonly last: number;
  readonly sort: TestSort;
  /** Whether only some runs are looked at: then only tests that these had are listed. */
  readonly isScoped: boolean;
}

/** The tests that fit, each by its newest name, with what it did in the newest runs of each target. */
export async function listTests(connection: Connection, question: ListTests): Promise<ListedTests> {
  const { sort = "name", last = 30, target, branch } = question;
  const query = parseSearch(question.q ?? "");
  const isScoped = target !== undefined || branch !== undefined || query.scope.length > 0;
  const asked: Asked = { ...question, query, last, sort, isScoped };
  const isByCourse = isScoped || sort !== "name" || isAboutCourses(query);
  const rows = isByCourse
    ? await overProjects(connection, question.project, (project) => rowsByCourse(connection, asked, project))
    : await rowsByName(connection, asked);
  const page = pageOfRows(rows, question.limit, columnsOfOrder);
  return { ...(await described(connection, asked, page.items)), nextCursor: page.nextCursor };
}

/** When only names decide, what tests did is read of those on the page alone. */
function rowsByName(connection: Connection, asked: Asked): Promise<FoundRow[]> {
  return foundRows(connection, asked, { project: asked.project, runs: undefined });
}

async function rowsByCourse(connection: Connection, asked: Asked, project: string): Promise<FoundRow[]> {
  return foundRows(connection, asked, { project, runs: await runsOf(connection, asked, project) });
}

function runsOf(connection: Connection, { target, branch, query, asof, last }: Asked, project: string) {
  return lookedAtRuns(connection, { project, target, branch, scope: query.scope, asof, last, isOfEachTarget: true });
}

async function foundRows(
  connection: Connection,
  { query, asof, sort, isScoped, limit, cursor }: Asked,
  { project, runs }: { project: string | undefined; runs: readonly LookedAtRun[] | undefined },
): Promise<FoundRow[]> {
  const tests = await searchedTests(connection, { project, query, asof, runs, isOnlyOfRuns: isScoped });
  const next = after(order, cursor);
  return connection.query<FoundRow>(
    `
    SELECT
      project, familyId, lastSubmissionId, suite, name, displayName, params, file, line,
      ${runs === undefined ? "testId" : courseColumns},
      toInt64(${sortRanks[sort]}) AS rank
    FROM (${tests.sql})
    WHERE ${next.condition}
    ORDER BY rank, suite, name, params, testId
    LIMIT {limit:UInt32}`,
    { ...tests.parameters, ...next.parameters, limit: limit + 1 },
  );
}

/** The rows of a page as people are shown them, project by project, in the order of the page. */
async function described(
  connection: Connection,
  asked: Asked,
  rows: readonly FoundRow[],
): Promise<Pick<ListedTests, "items" | "runs">> {
  const projects = [...new Set(rows.map(({ project }) => project))];
  const parts = await Promise.all(
    projects.map(async (project) => {
      const ofProject = rows.filter((row) => row.project === project);
      const runs = await runsOf(connection, asked, project);
      const testIds = ofProject.map(({ testId }) => testId);
      const courses: readonly CourseRow[] = hasCourses(ofProject)
        ? ofProject
        : await coursesOf(connection, { asked, project, runs, testIds });
      const tests = await toTests(connection, ofProject, asked.asof);
      const items = await withAssignments(connection, { project, items: tests, asof: asked.asof });
      const courseOf = new Map(courses.map((course) => [course.testId, course]));
      return { runs, items: items.map((test) => ({ test, course: courseOf.get(test.testId) })) };
    }),
  );
  const runs = parts.flatMap((part) => part.runs);
  const place = new Map(rows.map(({ testId }, index) => [testId, index]));
  const items = parts.flatMap((part, number) => {
    const before = parts.slice(0, number).reduce((sum, each) => sum + each.runs.length, 0);
    return part.items.map(({ test, course }) => {
      const cells = cellsOf(course?.codes ?? [], part.runs.length);
      const whole = ".".repeat(before) + cells + ".".repeat(runs.length - before - cells.length);
      return { ...withOutcome(test, asked.isScoped, cells), ...told(course), cells: whole };
    });
  });
  const inOrder = items.toSorted((a, b) => (place.get(a.testId) ?? 0) - (place.get(b.testId) ?? 0));
  return { items: inOrder, runs: runs.map(referenceOf) };
}

function hasCourses(rows: readonly FoundRow[]): rows is readonly (FoundRow & SearchedRow)[] {
  return rows.every(({ codes }) => codes !== undefined);
}

interface CoursesOf {
  readonly asked: Asked;
  readonly project: string;
  readonly runs: readonly LookedAtRun[];
  readonly testIds: readonly string[];
}

async function coursesOf(connection: Connection, { asked, project, runs, testIds }: CoursesOf): Promise<CourseRow[]> {
  const { sql, parameters } = await testCourses(connection, { project, asof: asked.asof, runs, testIds });
  return connection.query<CourseRow>(`SELECT ${courseColumns} FROM (${sql})`, parameters);
}

/** Where only some runs are looked at, the test stands as it did in the newest of them. */
function withOutcome<Item extends Test>(test: Item, isScoped: boolean, cells: string): Item {
  const letter = isScoped ? /[^.]/.exec(cells)?.[0] : undefined;
  const found = Object.entries(outcomeLetters).find((each) => each[1] === letter);
  return found === undefined ? test : { ...test, lastOutcome: found[0] as Outcome };
}

function told(course: CourseRow | undefined): Omit<ListedTest, keyof Test | "cells" | "assignment"> {
  const { runs = 0, fails = 0, flakes = 0, flips = 0, passes = 0, times = [] } = course ?? {};
  return {
    ...{ runs, fails, flakes, flips },
    passRate: runs === 0 ? null : (runs - fails) / runs,
    p50Ms: passes === 0 ? null : (times[0] ?? null),
    p95Ms: passes === 0 ? null : (times[1] ?? null),
  };
}

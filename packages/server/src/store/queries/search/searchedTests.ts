import type { SearchQuery } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { listAssignments } from "../../facts/assignments.ts";
import type { Relation } from "../memberRows.ts";
import { idAfter } from "../runsAsof.ts";
import { newestNames, newestNamesThen, type TestRow, testColumns } from "../testRow.ts";
import type { LookedAtRun } from "./lookedAtRuns.ts";
import { isAboutAssignees, searchSql } from "./searchSql.ts";
import { testCourses } from "./testCourses.ts";

/** A test with what it did over the runs that are looked at, as {@link searchedTests} answers it. */
export interface SearchedRow extends TestRow, CourseRow {}

/** What a test did over the runs that are looked at. */
export interface CourseRow {
  readonly testId: string;
  readonly codes: readonly number[];
  readonly runs: number;
  readonly fails: number;
  readonly flakes: number;
  readonly flips: number;
  readonly passes: number;
  /** The median and the 95th percentile of its passes, when it has any. */
  readonly times: readonly number[];
}

/** The columns of a {@link CourseRow}. */
export const courseColumns = "testId, codes, runs, fails, flakes, flips, passes, times";

/** Which tests. */
export interface SearchedTests {
  readonly project: string | undefined;
  readonly query: SearchQuery;
  readonly asof?: string | undefined;
  /** Without them nothing is known of what the tests did. */
  readonly runs: readonly LookedAtRun[] | undefined;
  /** Only tests that these runs had. */
  readonly isOnlyOfRuns: boolean;
}

/** The tests that fit, by their newest names, with the columns of {@link SearchedRow} and `course, labels, rate, p50, p95`. */
export async function searchedTests(connection: Connection, question: SearchedTests): Promise<Relation> {
  const { project, query, asof, runs, isOnlyOfRuns } = question;
  const search = searchSql(query);
  const assignees = isAboutAssignees(query) ? await assigneesOf(connection, { project, asof }) : undefined;
  const courses =
    runs === undefined || project === undefined ? undefined : await testCourses(connection, { project, asof, runs });
  return {
    sql: `
      SELECT *
      FROM (
        SELECT
          known.*,
          ${assignees === undefined ? "''" : "transform(toString(known.testId), {assignedTests:Array(String)}, {assignees:Array(String)}, '')"} AS assignee
          ${courses === undefined ? "" : courseOfKnown}
        FROM (
          SELECT ${testColumns}
          FROM tests FINAL
          WHERE ${project === undefined ? "true" : "project = {project:String}"} AND ${asof === undefined ? newestNames : newestNamesThen}
        ) AS known
        ${courses === undefined ? "" : `${isOnlyOfRuns ? "INNER" : "LEFT"} JOIN (${courses.sql}) AS done ON done.testId = known.testId`}
      )
      WHERE ${search.condition}`,
    parameters: {
      ...courses?.parameters,
      ...search.parameters,
      ...(assignees && { assignedTests: assignees.testIds, assignees: assignees.names }),
      ...(project !== undefined && { project }),
      ...(asof !== undefined && { asof, idAfterThen: idAfter(asof) }),
    },
  };
}

const courseOfKnown = `,
          done.codes AS codes, done.course AS course, toUInt32(done.runs) AS runs, toUInt32(done.fails) AS fails,
          toUInt32(done.flakes) AS flakes, toUInt32(done.flips) AS flips, toUInt32(done.passes) AS passes,
          done.times AS times, done.labels AS labels,
          if(runs = 0, nan, (runs - fails) / runs) AS rate,
          if(passes = 0, nan, times[1]) AS p50,
          if(passes = 0, nan, times[2]) AS p95`;

async function assigneesOf(
  connection: Connection,
  { project, asof }: { project: string | undefined; asof: string | undefined },
): Promise<{ testIds: string[]; names: string[] }> {
  const open = await listAssignments(connection, { project, state: "open", asof });
  return { testIds: open.map(({ testId }) => testId), names: open.map(({ assignee }) => assignee) };
}

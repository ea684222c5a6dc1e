import type { Family } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { after, pageOfRows, type SortKey } from "../cursor.ts";
import { where } from "../where.ts";
import { newestNames, type TestRow, testColumns, toTests } from "./testRow.ts";

/** Which family, and which page of its tests. */
export interface FindFamily {
  readonly familyId: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly asof?: string | undefined;
}

/** A test of the family, or the newest name of one that was of it. */
const ofFamily = `familyId = {familyId:UUID} OR (project, testId) IN (
        SELECT project, testId
        FROM testAliases
        WHERE (project, fromTestId) IN (SELECT project, testId FROM tests WHERE familyId = {familyId:UUID})
      )`;

const order: SortKey = { params: "String", testId: "UUID" };

/**
 * The tests of a family by their params, those of an older name of it included; undefined when there is no such family.
 */
export async function findFamily(connection: Connection, question: FindFamily): Promise<Family | undefined> {
  const { familyId, limit, cursor, asof } = question;
  const { clause, parameters } = where({ [ofFamily]: familyId }, after(order, cursor));
  const [[whole], rows] = await Promise.all([
    connection.query<{ project: string; suite: string; name: string; tests: number }>(
      `
      SELECT project, argMax(suite, submittedAt) AS suite, argMax(name, submittedAt) AS name, count() AS tests
      FROM tests FINAL
      WHERE (${ofFamily}) AND ${newestNames}
      GROUP BY project`,
      { familyId },
    ),
    connection.query<TestRow>(
      `
      SELECT ${testColumns}
      FROM tests FINAL
      ${clause} AND ${newestNames}
      ORDER BY params, testId
      LIMIT {limit:UInt32}`,
      { ...parameters, limit: limit + 1 },
    ),
  ]);
  if (whole === undefined) return undefined;
  const { project, suite, name, tests } = whole;
  const page = pageOfRows(rows, limit, ["params", "testId"]);
  const items = await toTests(connection, page.items, asof);
  return { familyId, project, suite, name, tests, items, nextCursor: page.nextCursor };
}

import type { Page, Test } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { after, pageOfRows, type SortKey } from "../cursor.ts";
import { where } from "../where.ts";
import { newestNames, type TestRow, testColumns, toTests } from "./testRow.ts";
import { containsText } from "./textSearch.ts";

/** Which tests to list. */
export interface ListTests {
  readonly project?: string | undefined;
  /** Only tests with this text in their suite, name, title or params, whatever its case. */
  readonly q?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const order: SortKey = { suite: "String", name: "String", params: "String", testId: "UUID" };

/** The tests that fit, by suite and name; each by its newest name. */
export async function listTests(connection: Connection, question: ListTests): Promise<Page<Test>> {
  const { clause, parameters } = where(
    {
      "project = {project:String}": question.project,
      [containsText(question.q)]: question.q,
    },
    after(order, question.cursor),
  );
  const rows = await connection.query<TestRow>(
    `
    SELECT ${testColumns}
    FROM tests FINAL
    ${clause} AND ${newestNames}
    ORDER BY suite, name, params, testId
    LIMIT {limit:UInt32}`,
    { ...parameters, limit: question.limit + 1 },
  );
  const page = pageOfRows(rows, question.limit, ["suite", "name", "params", "testId"]);
  return { items: await toTests(connection, page.items), nextCursor: page.nextCursor };
}

import type { Connection } from "../connection.ts";
import { fromJsonText } from "./jsonText.ts";
import { type RunSubmissions, runValues } from "./runSubmissions.ts";

interface FieldsRow {
  readonly testId: string;
  readonly labels: string;
  readonly properties: string;
}

/** The labels and properties of these tests in a run by their names, of the last attempt; empty where no column is shown. */
export async function readCustomColumns(
  connection: Connection,
  run: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  if (run.displayColumns.length === 0 || testIds.length === 0) return new Map();
  const rows = await connection.query<FieldsRow>(
    `
    SELECT testId, max(labels) AS labels, max(properties) AS properties
    FROM (
      SELECT testId, argMax(resultsByTest.labels, (submissionId, attempt)) AS labels, '' AS properties
      FROM resultsByTest
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}
        AND submissionId IN {submissionIds:Array(String)}
        AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
      GROUP BY testId
      UNION ALL
      SELECT testId, '' AS labels, argMax(resultDetails.properties, (submissionId, attempt)) AS properties
      FROM resultDetails
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        AND testId IN {testIds:Array(UUID)}
        AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
      GROUP BY testId
    )
    GROUP BY testId`,
    { ...runValues(run), testIds },
  );
  return new Map(
    rows.map(({ testId, labels, properties }) => {
      const values = Object.entries(fromJsonText<Record<string, string[]>>(labels, {}));
      const words = Object.fromEntries(values.map(([name, all]) => [name, all.join(", ")]));
      return [testId, { ...words, ...fromJsonText<Record<string, string>>(properties, {}) }];
    }),
  );
}

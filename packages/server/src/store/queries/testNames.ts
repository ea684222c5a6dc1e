import type { RunResult } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { fromJsonText } from "./jsonText.ts";

/** The columns that name a test, from the newest submission that had it; to be selected from `tests FINAL`. */
export const testNameColumns = `
  testId, suite, name, if(displayName = '', name, displayName) AS displayName, params, file, line`;

/** What names a test, as {@link testNameColumns} gives it. */
export interface TestNameRow {
  readonly testId: string;
  readonly suite: string;
  readonly name: string;
  readonly displayName: string;
  readonly params: string;
  readonly file: string;
  readonly line: number;
}

/** What names a test, as people are shown it. */
export function toTestName(row: TestNameRow): Pick<RunResult, keyof TestNameRow> {
  const { testId, suite, name, displayName, file, line } = row;
  return { testId, suite, name, displayName, file, line, params: fromJsonText(row.params, {}) };
}

/** What names each of these tests. */
export async function readTestNames(
  connection: Connection,
  project: string,
  testIds: readonly string[],
): Promise<Map<string, Pick<RunResult, keyof TestNameRow>>> {
  if (testIds.length === 0) return new Map();
  const rows = await connection.query<TestNameRow>(
    `
    SELECT ${testNameColumns}
    FROM tests FINAL
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}`,
    { project, testIds },
  );
  return new Map(rows.map((row) => [row.testId, toTestName(row)]));
}

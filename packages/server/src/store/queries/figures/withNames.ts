import type { RunResult } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { readTestNames, type TestNameRow } from "../testNames.ts";

/** Rows about tests of a project, with what names each. A test that is not known is left out. */
export async function withNames<Row extends { readonly testId: string }>(
  connection: Connection,
  project: string,
  rows: readonly Row[],
): Promise<(Row & Pick<RunResult, keyof TestNameRow>)[]> {
  const names = await readTestNames(
    connection,
    project,
    rows.map(({ testId }) => testId),
  );
  return rows.flatMap((row) => {
    const name = names.get(row.testId);
    return name === undefined ? [] : { ...row, ...name };
  });
}

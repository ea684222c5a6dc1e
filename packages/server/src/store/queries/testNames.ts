import type { RunResult } from "@backstory/model";
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

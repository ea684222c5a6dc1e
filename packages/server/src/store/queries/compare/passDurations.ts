import type { Connection } from "../../connection.ts";
import type { TwoSelections } from "./changedTests.ts";

/** In how many runs of each side a test passed, and the median of how long that took; null when it passed in none. */
export interface PassDurations {
  readonly testId: string;
  readonly passesBefore: number;
  readonly passesAfter: number;
  readonly medianBefore: number | null;
  readonly medianAfter: number | null;
}

/** How long the passes of these tests took on both sides. */
export async function passDurations(
  connection: Connection,
  { outcomes, before, after }: TwoSelections,
  testIds: readonly string[],
): Promise<Map<string, PassDurations>> {
  if (testIds.length === 0) return new Map();
  const rows = await connection.query<PassDurations>(
    `
    SELECT
      testId,
      countIf(inBefore) AS passesBefore,
      countIf(inAfter) AS passesAfter,
      if(countIf(inBefore) = 0, NULL, quantileExactInclusiveIf(0.5)(durationMs, inBefore)) AS medianBefore,
      if(countIf(inAfter) = 0, NULL, quantileExactInclusiveIf(0.5)(durationMs, inAfter)) AS medianAfter
    FROM (
      SELECT
        testId,
        toFloat64(durationMs) AS durationMs,
        runId IN {before:Array(String)} AS inBefore,
        runId IN {after:Array(String)} AS inAfter
      FROM (${outcomes.sql})
      WHERE outcome = 'passed' AND testId IN {testIds:Array(UUID)}
    )
    GROUP BY testId`,
    { ...outcomes.parameters, before, after, testIds },
  );
  return new Map(rows.map((row) => [row.testId, row]));
}

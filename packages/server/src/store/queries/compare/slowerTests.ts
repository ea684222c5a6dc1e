import { type Slowness, slower, slowerRule } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { Rows } from "../runOutcomes.ts";

/** The outcomes of runs, and from which of them the usual durations and those to judge are taken. */
export interface DurationSides {
  readonly outcomes: Rows;
  readonly base: readonly string[];
  readonly after: readonly string[];
}

/**
 * The tests that are slower by `slowerRule`, with the evidence. The statement leaves out what fails the rule's plain
 * conditions; the rule itself judges the rest.
 */
export async function slowerTests(
  connection: Connection,
  { outcomes, base, after }: DurationSides,
): Promise<Map<string, Slowness>> {
  const rows = await connection.query<{ testId: string; before: number[]; after: number[] }>(
    `
    SELECT
      testId,
      groupArrayIf(toFloat64(durationMs), runId IN {base:Array(String)}) AS before,
      groupArrayIf(toFloat64(durationMs), runId IN {after:Array(String)}) AS after
    FROM (${outcomes.sql})
    WHERE outcome = 'passed' AND testId IN (
      SELECT testId
      FROM (${outcomes.sql})
      WHERE outcome = 'passed' AND durationMs >= {floorMs:Float64} AND runId IN {after:Array(String)}
    )
    GROUP BY testId
    HAVING length(before) >= {passes:UInt32}
      AND arrayMax(after) >= {ratio:Float64} * arrayMin(before)
      AND arrayMax(after) >= arrayMin(before) + {floorMs:Float64}
      AND arrayReduce('quantileExactInclusive(0.5)', after) >= {ratio:Float64} * arrayReduce('quantileExactInclusive(0.5)', before)`,
    {
      ...outcomes.parameters,
      ...{ base, after, passes: slowerRule.passesBefore, ratio: slowerRule.ratio, floorMs: slowerRule.floorMs },
    },
  );
  const found = new Map<string, Slowness>();
  for (const row of rows) {
    const slowness = slower(row.before, row.after);
    if (slowness !== null) found.set(row.testId, slowness);
  }
  return found;
}

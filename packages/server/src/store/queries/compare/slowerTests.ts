import { type Slowness, slower, slowerRule } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { Outcomes } from "../runOutcomes.ts";

/** The outcomes of runs, and from which of them the usual durations and those to judge are taken. */
export interface DurationSides {
  readonly outcomes: Outcomes;
  readonly base: readonly string[];
  readonly after: readonly string[];
}

/**
 * The tests that are slower by `slowerRule`, with the evidence. A first statement finds those that took much
 * longer than at their fastest, which are few; the rule itself judges them. Attempts that passed without being the
 * outcome can only make more of them suspect.
 */
export async function slowerTests(
  connection: Connection,
  { outcomes, base, after }: DurationSides,
): Promise<Map<string, Slowness>> {
  const limits = { passes: slowerRule.passesBefore, ratio: slowerRule.ratio, floorMs: slowerRule.floorMs };
  const parameters = { ...outcomes.parameters, ...limits, base, after };
  const suspects = await connection.query<{ testId: string }>(
    `
    SELECT testId
    FROM (
      SELECT
        testId,
        toFloat64(durationMs) AS durationMs,
        runId IN {base:Array(String)} AS inBase,
        runId IN {after:Array(String)} AS inAfter
      FROM (${outcomes.passesSql})
    )
    GROUP BY testId
    HAVING countIf(inBase) >= {passes:UInt32}
      AND maxIf(durationMs, inAfter) >= {ratio:Float64} * minIf(durationMs, inBase)
      AND maxIf(durationMs, inAfter) >= {floorMs:Float64} + minIf(durationMs, inBase)`,
    parameters,
  );
  if (suspects.length === 0) return new Map();
  const rows = await connection.query<{ testId: string; before: number[]; after: number[] }>(
    `
    SELECT
      testId,
      groupArrayIf(toFloat64(durationMs), runId IN {base:Array(String)}) AS before,
      groupArrayIf(toFloat64(durationMs), runId IN {after:Array(String)}) AS after
    FROM (${outcomes.sql})
    WHERE outcome = 'passed' AND testId IN {suspects:Array(UUID)}
    GROUP BY testId`,
    { ...parameters, suspects: suspects.map(({ testId }) => testId) },
  );
  const found = new Map<string, Slowness>();
  for (const row of rows) {
    const slowness = slower(row.before, row.after);
    if (slowness !== null) found.set(row.testId, slowness);
  }
  return found;
}

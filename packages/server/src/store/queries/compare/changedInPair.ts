import { isFailing, type Outcome } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { ComparedTests, SideOutcome, TwoSelections } from "./changedTests.ts";

interface PairRow {
  readonly outcomeBefore: Outcome | "";
  readonly outcomeAfter: Outcome | "";
  readonly tests: number;
  /** The id of each, with how long it took before and after. */
  readonly testsOf: readonly (readonly [testId: string, before: number, after: number])[];
}

/** What became of tests between one run and another: each that did not pass, or was not skipped, in both is named. */
export async function changedInPair(
  connection: Connection,
  { outcomes, before, after }: TwoSelections,
): Promise<ComparedTests> {
  const rows = await connection.query<PairRow>(
    `
    SELECT
      outcomeBefore,
      outcomeAfter,
      count() AS tests,
      if(outcomeBefore = outcomeAfter AND outcomeBefore IN ('passed', 'skipped'), [], groupArray((testId, durationBefore, durationAfter))) AS testsOf
    FROM (
      SELECT
        testId,
        anyIf(outcome, runId IN {before:Array(String)}) AS outcomeBefore,
        anyIf(outcome, runId IN {after:Array(String)}) AS outcomeAfter,
        toFloat64(anyIf(durationMs, runId IN {before:Array(String)})) AS durationBefore,
        toFloat64(anyIf(durationMs, runId IN {after:Array(String)})) AS durationAfter
      FROM (${outcomes.sql})
      GROUP BY testId
    )
    GROUP BY outcomeBefore, outcomeAfter
    ORDER BY outcomeBefore, outcomeAfter`,
    { ...outcomes.parameters, before, after },
  );
  return {
    changed: rows.flatMap(({ outcomeBefore, outcomeAfter, testsOf }) =>
      testsOf.map(([testId, before, after]) => {
        return { testId, before: sideOf(outcomeBefore, before), after: sideOf(outcomeAfter, after) };
      }),
    ),
    tests: rows.reduce((sum, { tests }) => sum + tests, 0),
    transitions: rows.map(({ outcomeBefore, outcomeAfter, tests }) => ({
      ...{ before: outcomeBefore || null, after: outcomeAfter || null, tests },
    })),
  };
}

function sideOf(outcome: Outcome | "", durationMs: number): SideOutcome {
  const is = (one: Outcome): number => (outcome === one ? 1 : 0);
  if (outcome === "") return { runs: 0, passed: 0, failing: 0, flaky: 0, skipped: 0, outcome: null, medianMs: null };
  const failing = isFailing(outcome) ? 1 : 0;
  const counts = { runs: 1, passed: is("passed"), failing, flaky: is("flaky"), skipped: is("skipped") };
  return { ...counts, outcome, medianMs: outcome === "passed" ? durationMs : null };
}

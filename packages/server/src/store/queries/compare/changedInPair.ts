import { isFailing, type Outcome } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { ChangedTest, ComparedTests, TwoSelections } from "./changedTests.ts";

interface PairRow {
  readonly outcomeBefore: Outcome | "";
  readonly outcomeAfter: Outcome | "";
  readonly tests: number;
  readonly testIds: readonly string[];
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
      if(outcomeBefore = outcomeAfter AND outcomeBefore IN ('passed', 'skipped'), [], groupArray(testId)) AS testIds
    FROM (
      SELECT
        testId,
        anyIf(outcome, runId IN {before:Array(String)}) AS outcomeBefore,
        anyIf(outcome, runId IN {after:Array(String)}) AS outcomeAfter
      FROM (${outcomes.sql})
      GROUP BY testId
    )
    GROUP BY outcomeBefore, outcomeAfter
    ORDER BY outcomeBefore, outcomeAfter`,
    { ...outcomes.parameters, before, after },
  );
  return {
    changed: rows.flatMap(({ outcomeBefore, outcomeAfter, testIds }) =>
      testIds.map((testId) => ({ testId, before: sideOf(outcomeBefore), after: sideOf(outcomeAfter) })),
    ),
    tests: rows.reduce((sum, { tests }) => sum + tests, 0),
    transitions: rows.map(({ outcomeBefore, outcomeAfter, tests }) => ({
      ...{ before: outcomeBefore || null, after: outcomeAfter || null, tests },
    })),
  };
}

function sideOf(outcome: Outcome | ""): ChangedTest["before"] {
  const is = (one: Outcome): number => (outcome === one ? 1 : 0);
  if (outcome === "") return { runs: 0, passed: 0, failing: 0, flaky: 0, skipped: 0, outcome: null };
  const failing = isFailing(outcome) ? 1 : 0;
  return { runs: 1, passed: is("passed"), failing, flaky: is("flaky"), skipped: is("skipped"), outcome };
}

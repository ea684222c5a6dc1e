import type { Outcome, SideCounts } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { Rows } from "../runOutcomes.ts";

/** How one test ended on a side; `outcome` in the newest run of it that had the test. */
export interface SideOutcome extends SideCounts {
  readonly outcome: Outcome | null;
  /** The median of how long its passes took, null without one; undefined when nobody looked yet. */
  readonly medianMs?: number | null;
}

/** How one test ended on both sides. */
export interface ChangedTest {
  readonly testId: string;
  readonly before: SideOutcome;
  readonly after: SideOutcome;
}

/** What became of tests between two sides. */
export interface ComparedTests {
  /** Every test that did not only pass, or was not only skipped, on both sides. */
  readonly changed: ChangedTest[];
  /** How many tests are on either side. */
  readonly tests: number;
  /** How many went from which outcome to which; null: not there. None when a side has several runs. */
  readonly transitions: { before: Outcome | null; after: Outcome | null; tests: number }[];
}

type Counted = Record<`${"runs" | "passed" | "failing" | "flaky" | "skipped"}${"Before" | "After"}`, number>;
type ChangedRow = Counted & { readonly testId: string; readonly outcomeBefore: string; readonly outcomeAfter: string };

/** The outcomes of the runs of both sides, and which runs are on which. A run may be on both. */
export interface TwoSelections {
  readonly outcomes: Rows;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function countsOf(side: "Before" | "After"): string {
  return `
        countIf(in${side}) AS runs${side},
        countIf(in${side} AND outcome = 'passed') AS passed${side},
        countIf(in${side} AND outcome IN ('failed', 'broken')) AS failing${side},
        countIf(in${side} AND outcome = 'flaky') AS flaky${side},
        countIf(in${side} AND outcome = 'skipped') AS skipped${side},
        argMaxIf(outcome, runId, in${side}) AS outcome${side}`;
}

/** What became of tests between two sides of any number of runs. */
export async function changedTests(
  connection: Connection,
  { outcomes, before, after }: TwoSelections,
): Promise<ComparedTests> {
  const parameters = { ...outcomes.parameters, before, after };
  const [rows, [total]] = await Promise.all([
    connection.query<ChangedRow>(
      `
      SELECT testId, ${countsOf("Before")}, ${countsOf("After")}
      FROM (
        SELECT
          testId, runId, outcome,
          runId IN {before:Array(String)} AS inBefore,
          runId IN {after:Array(String)} AS inAfter
        FROM (${outcomes.sql})
      )
      GROUP BY testId
      HAVING NOT (runsBefore > 0 AND runsAfter > 0 AND passedBefore = runsBefore AND passedAfter = runsAfter)
        AND NOT (runsBefore > 0 AND runsAfter > 0 AND skippedBefore = runsBefore AND skippedAfter = runsAfter)`,
      parameters,
    ),
    connection.query<{ tests: number }>(`SELECT uniqExact(testId) AS tests FROM (${outcomes.sql})`, parameters),
  ]);
  return { changed: rows.map(toChangedTest), tests: total?.tests ?? 0, transitions: [] };
}

function toChangedTest(row: ChangedRow): ChangedTest {
  return {
    testId: row.testId,
    before: {
      ...{ runs: row.runsBefore, passed: row.passedBefore, failing: row.failingBefore },
      ...{ flaky: row.flakyBefore, skipped: row.skippedBefore },
      outcome: row.outcomeBefore === "" ? null : (row.outcomeBefore as Outcome),
    },
    after: {
      ...{ runs: row.runsAfter, passed: row.passedAfter, failing: row.failingAfter },
      ...{ flaky: row.flakyAfter, skipped: row.skippedAfter },
      outcome: row.outcomeAfter === "" ? null : (row.outcomeAfter as Outcome),
    },
  };
}

import type { Change } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { memberRows } from "../memberRows.ts";
import { outcomesOfTests } from "../outcomesOfTests.ts";
import type { OutcomeReading } from "../runOutcomes.ts";
import { readRunReferences } from "../runRow.ts";
import type { ComparableRun } from "./comparableRuns.ts";

interface StreakRow {
  readonly testId: string;
  readonly lastPass: string;
  readonly firstFailure: string;
  readonly runs: number;
}

/** Tests that fail in a run, by their newest ids. */
export interface FailingInRun {
  readonly run: ComparableRun;
  readonly testIds: readonly string[];
  readonly renames: OutcomeReading["renames"];
  readonly asof?: string | undefined;
}

/**
 * Since when tests fail that fail in a run: over the complete runs of its target and branch up to it, and the run itself.
 * A skip in between neither ends the failing nor counts.
 */
export async function failingStreaks(
  connection: Connection,
  { run, testIds, renames, asof }: FailingInRun,
): Promise<Map<string, NonNullable<Change["since"]>>> {
  if (testIds.length === 0) return new Map();
  const known = testIds.flatMap((newest) => renames.group(newest).map((testId) => ({ testId, newest })));
  const { sql, parameters } = await outcomesOfTests(connection, {
    ...{ project: run.project, asof },
    members: await memberRows(connection, {
      ...{ project: run.project, target: run.target, branch: run.branch },
      ...{ complete: true, asof },
    }),
    testIds: known.map(({ testId }) => testId),
    newestIds: known.map(({ newest }) => newest),
  });
  const rows = await connection.query<StreakRow>(
    `
    SELECT
      testId,
      toString(maxIf(runId, outcome IN ('passed', 'flaky'))) AS lastPass,
      arrayFilter(
        failed -> failed > lastPass,
        arraySort(groupArrayIf(toString(runId), outcome IN ('failed', 'broken')))
      ) AS failing,
      failing[1] AS firstFailure,
      length(failing) AS runs
    FROM (${sql})
    WHERE runId < {run:String}
    GROUP BY testId`,
    { ...parameters, run: run.runId },
  );
  const rowOf = new Map(rows.map((row) => [row.testId, row]));
  const named = rows.flatMap(({ lastPass, firstFailure }) => [lastPass, firstFailure]).filter((runId) => runId !== "");
  const references = await readRunReferences(connection, run.project, [...new Set([...named, run.runId])]);
  const referenceTo = (runId: string | undefined) => {
    const reference = references.get(runId ?? "");
    if (reference === undefined) return null;
    const { startedAt, branch, commit, buildName } = reference;
    return { runId: reference.runId, startedAt, branch, commit, buildName };
  };
  return new Map(
    testIds.flatMap((testId) => {
      const row = rowOf.get(testId);
      const firstFailure = referenceTo(row?.firstFailure) ?? referenceTo(run.runId);
      if (firstFailure === null) return [];
      return [[testId, { firstFailure, lastPass: referenceTo(row?.lastPass), runs: (row?.runs ?? 0) + 1 }]];
    }),
  );
}

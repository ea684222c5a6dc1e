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
  /** A time not long before the run: most tests passed since, and only for the others all runs are read. */
  readonly recently?: string | undefined;
}

/**
 * Since when tests fail that fail in a run: over the complete runs of its target and branch up to it, and the run itself.
 * A skip in between neither ends the failing nor counts.
 */
export async function failingStreaks(
  connection: Connection,
  question: FailingInRun,
): Promise<Map<string, NonNullable<Change["since"]>>> {
  const { run, testIds, recently } = question;
  if (testIds.length === 0) return new Map();
  const rowOf = recently === undefined ? new Map<string, StreakRow>() : await readStreaks(connection, question);
  const longer = testIds.filter((testId) => (rowOf.get(testId)?.lastPass ?? "") === "");
  const all = await readStreaks(connection, { ...question, testIds: longer, recently: undefined });
  for (const [testId, row] of all) rowOf.set(testId, row);
  return toStreaks(connection, { run, testIds, rowOf });
}

/** How often each test failed since it passed last, as far back as `recently`. */
async function readStreaks(
  connection: Connection,
  { run, testIds, renames, asof, recently }: FailingInRun,
): Promise<Map<string, StreakRow>> {
  if (testIds.length === 0) return new Map();
  const known = testIds.flatMap((newest) => renames.group(newest).map((testId) => ({ testId, newest })));
  const { sql, parameters } = await outcomesOfTests(connection, {
    ...{ project: run.project, asof },
    members: await memberRows(connection, {
      ...{ project: run.project, target: run.target, branch: run.branch },
      ...{ complete: true, asof, since: recently },
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
  return new Map(rows.map((row) => [row.testId, row]));
}

async function toStreaks(
  connection: Connection,
  { run, testIds, rowOf }: Pick<FailingInRun, "run" | "testIds"> & { readonly rowOf: ReadonlyMap<string, StreakRow> },
): Promise<Map<string, NonNullable<Change["since"]>>> {
  const named = [...rowOf.values()]
    .flatMap(({ lastPass, firstFailure }) => [lastPass, firstFailure])
    .filter((runId) => runId !== "");
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

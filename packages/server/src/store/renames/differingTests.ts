import type { ComparableTest } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { acceptedRenames } from "../queries/testGroup.ts";
import { readTestNames } from "../queries/testNames.ts";
import type { EndedRun } from "./runWithPrevious.ts";

interface DifferingRow {
  readonly testId: string;
  readonly isNew: boolean;
  readonly durationMs: number;
}

/** The tests that only the previous run had, and those that only this one has; without names that tests had before. */
export async function differingTests(
  connection: Connection,
  run: EndedRun,
  previous: EndedRun,
): Promise<{ readonly gone: ComparableTest[]; readonly arrived: ComparableTest[] }> {
  const [renames, rows] = await Promise.all([
    acceptedRenames(connection, run),
    connection.query<DifferingRow>(
      `
      SELECT
        testId,
        any(toString(submissionId) IN {submissionIds:Array(String)}) AS isNew,
        max(durationMs) AS durationMs
      FROM resultsByRun FINAL
      WHERE project = {project:String}
        AND (submissionId IN {submissionIds:Array(String)} OR submissionId IN {previousIds:Array(String)})
      GROUP BY testId
      HAVING uniqExact(toString(submissionId) IN {submissionIds:Array(String)}) = 1`,
      { project: run.project, submissionIds: run.submissionIds, previousIds: previous.submissionIds },
    ),
  ]);
  const differing = rows.filter(({ testId }) => renames.newest(testId) === testId);
  const hasBoth = differing.some(({ isNew }) => isNew) && differing.some(({ isNew }) => !isNew);
  if (!hasBoth) return { gone: [], arrived: [] };
  const names = await readTestNames(
    connection,
    run.project,
    differing.map(({ testId }) => testId),
  );
  const tests = differing.flatMap(({ testId, isNew, durationMs }) => {
    const name = names.get(testId);
    if (name === undefined) return [];
    const { suite, file, params } = name;
    return {
      isNew,
      test: { testId, suite, name: name.name, params: params as ComparableTest["params"], file, medianMs: durationMs },
    };
  });
  return {
    gone: tests.filter(({ isNew }) => !isNew).map(({ test }) => test),
    arrived: tests.filter(({ isNew }) => isNew).map(({ test }) => test),
  };
}

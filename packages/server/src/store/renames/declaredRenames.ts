import { testId as idOf, type Json, type RenameLink } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { fromJsonText } from "../queries/jsonText.ts";
import type { EndedRun } from "./runWithPrevious.ts";

interface DeclaredRow {
  readonly testId: string;
  readonly renamedFrom: string;
  readonly runner: string;
  readonly suite: string;
  readonly params: string;
}

/**
 * The renames that the authors of a run's tests declared: `renamedFrom` is the id that they had declared before, or else
 * the name that the test had in the same suite. One of a test that nobody ever saw is left out.
 */
export async function declaredRenames(connection: Connection, run: EndedRun): Promise<RenameLink[]> {
  const { project, submissionIds } = run;
  const rows = await connection.query<DeclaredRow>(
    `
    SELECT DISTINCT
      declared.testId AS testId, declared.renamedFrom AS renamedFrom, JSONExtractString(begun.runner, 'name') AS runner,
      test.suite AS suite, test.params AS params
    FROM (
      SELECT submissionId, testId, renamedFrom
      FROM resultDetails FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND renamedFrom != ''
    ) AS declared
    INNER JOIN (
      SELECT submissionId, runner
      FROM submissions FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
    ) AS begun ON begun.submissionId = declared.submissionId
    INNER JOIN (SELECT testId, suite, params FROM tests FINAL WHERE project = {project:String}) AS test
      ON test.testId = declared.testId`,
    { project, submissionIds },
  );
  if (rows.length === 0) return [];
  const links = rows.map((row) => ({ to: row.testId, from: olderIds(project, row) }));
  const known = await knownTests(
    connection,
    project,
    links.flatMap(({ from }) => from),
  );
  return links.flatMap(({ from, to }) =>
    from
      .filter((id) => id !== to && known.has(id))
      .slice(0, 1)
      .map((id) => ({ from: id, to })),
  );
}

function olderIds(project: string, { renamedFrom, runner, suite, params }: DeclaredRow): string[] {
  const inputs: Record<string, Json> = fromJsonText(params, {});
  return [
    idOf({ project, suite, name: renamedFrom, params: inputs, declaredId: renamedFrom }, runner),
    idOf({ project, suite, name: renamedFrom, params: inputs }, runner),
  ];
}

async function knownTests(connection: Connection, project: string, testIds: readonly string[]): Promise<Set<string>> {
  const rows = await connection.query<{ testId: string }>(
    "SELECT DISTINCT testId FROM tests WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}",
    { project, testIds },
  );
  return new Set(rows.map(({ testId }) => testId));
}

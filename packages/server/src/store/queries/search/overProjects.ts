import type { Connection } from "../../connection.ts";

/** What rows are sorted by in lists of tests. */
export interface RankedRow {
  readonly rank: number;
  readonly suite: string;
  readonly name: string;
  readonly params?: string;
  readonly testId?: string;
  readonly familyId: string;
}

/** The rows of the one project, or of all projects in one order. */
export async function overProjects<Row extends RankedRow>(
  connection: Connection,
  project: string | undefined,
  ask: (project: string) => Promise<Row[]>,
): Promise<Row[]> {
  if (project !== undefined) return ask(project);
  const projects = await connection.query<{ project: string }>("SELECT DISTINCT project FROM tests ORDER BY project");
  const rows: Row[] = [];
  for (const each of projects) rows.push(...(await ask(each.project)));
  return projects.length > 1 ? rows.toSorted(inOrder) : rows;
}

/** As the engine sorts: texts by their bytes. */
function inOrder(one: RankedRow, other: RankedRow): number {
  return (
    one.rank - other.rank ||
    byBytes(one.suite, other.suite) ||
    byBytes(one.name, other.name) ||
    byBytes(one.params ?? "", other.params ?? "") ||
    byBytes(one.testId ?? one.familyId, other.testId ?? other.familyId)
  );
}

function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

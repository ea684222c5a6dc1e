import type { Assignment } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { acceptedRenames } from "../queries/testGroup.ts";
import { listAssignments } from "./assignments.ts";

/** The items of a page, each with the open assignment of its test, or null; read for the whole page at once. */
export async function withAssignments<Item extends { readonly testId: string }>(
  connection: Connection,
  { project, items, asof }: { project: string; items: readonly Item[]; asof?: string | undefined },
): Promise<(Item & { assignment: Assignment | null })[]> {
  if (items.length === 0) return [];
  if (!(await isAnyAssigned(connection))) return items.map((item) => ({ ...item, assignment: null }));
  const testIds = items.map(({ testId }) => testId);
  const open = await listAssignments(connection, { project, testIds, state: "open", asof });
  const byTest = new Map(open.map((assignment) => [assignment.testId, assignment]));
  const renames = await acceptedRenames(connection, { project });
  return items.map((item) => ({ ...item, assignment: byTest.get(renames.newest(item.testId)) ?? null }));
}

/** Asked first, as it costs nearly nothing: where nobody assigns tests, pages are as fast as they were. */
async function isAnyAssigned(connection: Connection): Promise<boolean> {
  const [table] = await connection.query<{ versions: number }>("SELECT count() AS versions FROM testAssignments");
  return (table?.versions ?? 0) > 0;
}

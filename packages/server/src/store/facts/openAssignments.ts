import type { Assignment } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { acceptedRenames } from "../queries/testGroup.ts";
import { listAssignments } from "./assignments.ts";

/** The items of a page, each with the open assignment of its test, or null; one read for the whole page. */
export async function withAssignments<Item extends { readonly testId: string }>(
  connection: Connection,
  { project, items, asof }: { project: string; items: readonly Item[]; asof?: string | undefined },
): Promise<(Item & { assignment: Assignment | null })[]> {
  if (items.length === 0) return [];
  const testIds = items.map(({ testId }) => testId);
  const open = await listAssignments(connection, { project, testIds, state: "open", asof });
  const byTest = new Map(open.map((assignment) => [assignment.testId, assignment]));
  const renames = await acceptedRenames(connection, { project });
  return items.map((item) => ({ ...item, assignment: byTest.get(renames.newest(item.testId)) ?? null }));
}

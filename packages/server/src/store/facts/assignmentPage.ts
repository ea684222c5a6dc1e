import type { ListedAssignment, Page } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { readTestNames } from "../queries/testNames.ts";
import { type AssignmentFilters, listAssignments, sortKey } from "./assignments.ts";

/** Which assignments to list, and how many. */
export interface ListAssignments extends Omit<AssignmentFilters, "testIds"> {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The assignments that fit, newest first, with the names of their tests. Assignments are few: they are read whole. */
export async function assignmentPage(
  connection: Connection,
  { limit, cursor, ...filters }: ListAssignments,
): Promise<Page<ListedAssignment>> {
  const [assignedAt, testId] = cursor === undefined ? [] : decodeCursor(cursor, ["String", "UUID"]);
  const before = assignedAt === undefined ? undefined : sortKey({ assignedAt, testId } as ListedAssignment);
  const all = await listAssignments(connection, filters);
  const rest = before === undefined ? all : all.filter((assignment) => sortKey(assignment) < before);
  const { items, nextCursor } = pageOfRows(rest, limit, ["assignedAt", "testId"]);
  const names = new Map<string, { suite: string; name: string }>();
  for (const project of new Set(items.map((item) => item.project))) {
    const ids = items.filter((item) => item.project === project).map((item) => item.testId);
    for (const [id, name] of await readTestNames(connection, project, ids)) names.set(id, name);
  }
  return {
    items: items.map((item) => {
      const { suite = "", name = "" } = names.get(item.testId) ?? {};
      return { ...item, suite, name };
    }),
    nextCursor,
  };
}

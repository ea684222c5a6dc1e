import type { ListedAssignment, Page } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { readTestNames } from "../queries/testNames.ts";
import { type AssignmentFilters, listAssignments } from "./assignments.ts";

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
  const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, ["String", "UUID"]);
  const all = await listAssignments(connection, filters);
  const rest = all.filter(
    ({ assignedAt, testId }) => at === undefined || assignedAt < at || (assignedAt === at && testId > (id ?? "")),
  );
  const { items, nextCursor } = pageOfRows(rest, limit, ["assignedAt", "testId"]);
  const names = new Map<string, { suite: string; name: string }>();
  for (const project of new Set(items.map((item) => item.project))) {
    const testIds = items.filter((item) => item.project === project).map(({ testId }) => testId);
    for (const [testId, name] of await readTestNames(connection, project, testIds)) names.set(testId, name);
  }
  return {
    items: items.map((item) => {
      const { suite = "", name = "" } = names.get(item.testId) ?? {};
      return { ...item, suite, name };
    }),
    nextCursor,
  };
}

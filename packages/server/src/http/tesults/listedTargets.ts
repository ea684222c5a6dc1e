import { decodeCursor, pageOfRows } from "../../store/cursor.ts";
import { listTargets } from "../../store/queries/listTargets.ts";
import type { Services } from "../environment.ts";

/** Which page of the targets. */
export interface TargetsQuestion {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface ListedTarget {
  readonly id: string;
  readonly name: string;
  readonly project: string;
}

/** The targets of all projects in the shape of Tesults; their ids are `project/target`. */
export async function listedTargets(
  { store: { connection } }: Services,
  { limit, cursor }: TargetsQuestion,
): Promise<{ targets: ListedTarget[]; nextCursor: string | null }> {
  const after = cursor === undefined ? "" : String(decodeCursor(cursor, ["String"])[0]);
  const all = (await listTargets(connection, {}))
    .map(({ project, target }) => ({ id: `${project}/${target}`, name: target, project }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .filter(({ id }) => id > after);
  const { items, nextCursor } = pageOfRows(all, limit, ["id"]);
  return { targets: items, nextCursor };
}

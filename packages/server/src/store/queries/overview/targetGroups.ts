import type { Connection } from "../../connection.ts";
import { targetKey } from "./overviewScope.ts";

/** The groups that targets were put into, by {@link targetKey}. */
export async function targetGroups(connection: Connection): Promise<Map<string, string>> {
  const rows = await connection.query<{ project: string; target: string; group: string }>(
    "SELECT project, target, `group` FROM targetSettings WHERE `group` != ''",
  );
  return new Map(rows.map((row) => [targetKey(row), row.group]));
}

import type { SqlSchema } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { consoleLimits } from "./consoleLimits.ts";
import { readableTables } from "./readableTables.ts";

/** The tables and views that the console can read, in the order of their worth, with their columns and the limits. */
export async function sqlSchema(connection: Connection): Promise<SqlSchema> {
  const columns = await connection.query<{ table: string; name: string; type: string }>(
    `
    SELECT table, name, type
    FROM system.columns
    WHERE database = currentDatabase() AND table IN {tables:Array(String)}
    ORDER BY table, position`,
    { tables: Object.keys(readableTables) },
  );
  const byTable = new Map<string, { name: string; type: string }[]>();
  for (const { table, ...column } of columns) byTable.set(table, [...(byTable.get(table) ?? []), column]);
  const tables = Object.entries(readableTables).flatMap(([name, description]) => {
    const found = byTable.get(name);
    return found === undefined ? [] : [{ name, description, columns: found }];
  });
  const { seconds, rows, resultBytes } = consoleLimits;
  return { tables, limits: { seconds, rows, resultBytes } };
}

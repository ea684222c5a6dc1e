import type { Connection } from "../connection.ts";

/** Inserts rows into a table of summaries as made at `summarisedAt`. `columns` names each column with its type. */
export async function insertRows<Row extends object>(
  connection: Connection,
  { table, columns, summarisedAt }: { table: string; columns: Readonly<Record<string, string>>; summarisedAt: string },
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns).map((name) => `\`${name}\``);
  const structure = Object.entries(columns).map(([name, type]) => `\`${name}\` ${type}`);
  await connection.command(
    `
    INSERT INTO ${table} (${names.join(", ")}, summarisedAt)
    SELECT ${names.join(", ")}, toDateTime64({summarisedAt:String}, 6, 'UTC')
    FROM format(JSONEachRow, '${structure.join(", ")}', {rows:String})
    SETTINGS date_time_input_format = 'best_effort'`,
    { summarisedAt, rows: rows.map((row) => JSON.stringify(row)).join("\n") },
  );
}

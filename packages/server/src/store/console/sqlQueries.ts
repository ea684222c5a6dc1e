import type { SqlQuery } from "@backstory/model";
import type { Connection } from "../connection.ts";

/** Keeps what was asked and how it ended, for 90 days. */
export async function keepSqlQuery(connection: Connection, query: SqlQuery): Promise<void> {
  await connection.command(
    `
    INSERT INTO sqlQueries (queryId, askedAt, \`by\`, sql, ended, durationMs, resultRows, readRows)
    SELECT
      {queryId:String}, {askedAt:DateTime64(3)}, {by:String}, {sql:String}, {ended:String}, {durationMs:Float64},
      {resultRows:UInt32}, {readRows:UInt64}`,
    { ...query },
  );
}

/** What was asked in the console, newest first. */
export function listSqlQueries(connection: Connection, limit: number): Promise<SqlQuery[]> {
  return connection.query<SqlQuery>(
    `
    SELECT queryId, askedAt, \`by\`, sql, ended, durationMs, resultRows, readRows
    FROM sqlQueries
    ORDER BY askedAt DESC, queryId DESC
    LIMIT {limit:UInt32}`,
    { limit },
  );
}

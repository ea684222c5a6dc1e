import type { Page, SqlAnswer, SqlQuery, SqlSchema } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson, sendJson } from "../api.ts";
import { readerName } from "../people/readerName.ts";

/** What can be read in the SQL console. */
export function sqlSchemaQuery() {
  return queryOptions({
    queryKey: ["sqlSchema"],
    queryFn: ({ signal }) => getJson<SqlSchema>("/sql/schema", {}, signal),
    staleTime: 600_000,
  });
}

/** What was asked before, newest first. */
export function sqlHistoryQuery() {
  return queryOptions({
    queryKey: ["sqlHistory"],
    queryFn: ({ signal }) => getJson<Page<SqlQuery>>("/sql/queries", { limit: 200 }, signal),
    select: ({ items }) => items,
  });
}

/** The answer to a statement. When nobody wants it any longer it is stopped on the server too. */
export function sqlAnswerQuery(sql: string) {
  return queryOptions({
    queryKey: ["sqlAnswer", sql],
    queryFn: async ({ signal }) => {
      const queryId = newId();
      const stop = () => void sendJson("DELETE", `/sql/${queryId}`).catch(() => undefined);
      signal.addEventListener("abort", stop);
      const body = { sql, queryId, by: readerName() };
      const answer = await sendJson<SqlAnswer>("POST", "/sql", { body }).finally(() =>
        signal.removeEventListener("abort", stop),
      );
      return answer;
    },
    enabled: sql.trim() !== "",
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

function newId(): string {
  // crypto.randomUUID() is there on secure addresses only, which an address of this machine is.
  return crypto.randomUUID();
}

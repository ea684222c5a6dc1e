import { randomUUID } from "node:crypto";
import {
  BackstoryError,
  pageOf,
  type SqlAnswer,
  sqlAnswerSchema,
  sqlQueryId,
  sqlQuerySchema,
  sqlQuestionSchema,
  sqlSchemaSchema,
} from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { askConsole, type ConsoleQuestion } from "../../store/console/askConsole.ts";
import { keepSqlQuery, listSqlQueries } from "../../store/console/sqlQueries.ts";
import { sqlSchema } from "../../store/console/sqlSchema.ts";
import { answers, orProblem } from "../answers.ts";
import { consoleDesk } from "../consoleDesk.ts";
import type { Api, Services } from "../environment.ts";

const postSql = createRoute({
  method: "post",
  path: "/api/v1/sql",
  summary: "Runs one statement that only reads: SELECT, EXPLAIN, DESCRIBE or SHOW TABLES",
  request: { body: { required: true, content: { "application/json": { schema: sqlQuestionSchema } } } },
  responses: answers(sqlAnswerSchema, "Columns and rows"),
});

const deleteSql = createRoute({
  method: "delete",
  path: "/api/v1/sql/{queryId}",
  summary: "Stops a statement; one that has ended stays as it is",
  request: { params: z.object({ queryId: sqlQueryId }) },
  responses: { 204: { description: "It runs no longer" }, ...orProblem },
});

const getSchema = createRoute({
  method: "get",
  path: "/api/v1/sql/schema",
  summary: "The tables that the SQL console can read, and its limits",
  responses: answers(sqlSchemaSchema, "Tables with their columns"),
});

const getQueries = createRoute({
  method: "get",
  path: "/api/v1/sql/queries",
  summary: "What was asked in the SQL console in the last 90 days, newest first",
  request: { query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }) },
  responses: answers(pageOf(sqlQuerySchema), "Statements with how they ended"),
});

/** Adds the routes of the SQL console. */
export function addSqlRoutes(api: Api, { store: { connection }, now, logger }: Services): void {
  const desk = consoleDesk((mark) => connection.console.stop(mark));

  async function answerOf(question: ConsoleQuestion, by: string): Promise<SqlAnswer> {
    const begun = performance.now();
    const kept = { queryId: question.queryId, askedAt: now().toISOString(), by, sql: question.sql };
    const keep = (ended: string, answer?: Pick<SqlAnswer, "rows" | "readRows">) =>
      keepSqlQuery(connection, {
        ...kept,
        ended,
        durationMs: performance.now() - begun,
        resultRows: answer?.rows.length ?? 0,
        readRows: answer?.readRows ?? 0,
      }).catch((error: unknown) => logger.warn({ err: error }, "a statement of the console was not kept"));
    try {
      const answer = await desk.run(question.queryId, () => askConsole(connection, question));
      await keep("answered", answer);
      return { queryId: question.queryId, ...answer, durationMs: performance.now() - begun };
    } catch (error) {
      await keep(error instanceof BackstoryError ? error.code : "internal");
      throw error;
    }
  }

  api.openapi(postSql, async (context) => {
    const { sql, by, queryId = randomUUID() } = context.req.valid("json");
    return context.json(await answerOf({ sql, queryId }, by), 200);
  });

  api.openapi(deleteSql, async (context) => {
    await desk.stop(context.req.valid("param").queryId);
    return context.body(null, 204);
  });

  api.openapi(getSchema, async (context) => context.json(await sqlSchema(connection), 200));

  api.openapi(getQueries, async (context) => {
    const items = await listSqlQueries(connection, context.req.valid("query").limit);
    return context.json({ items, nextCursor: null }, 200);
  });
}

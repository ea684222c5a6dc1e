import { historyEntrySchema, pageOf, testDetailSchema, testSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { findTest } from "../../store/queries/findTest.ts";
import { listTests } from "../../store/queries/listTests.ts";
import { testHistory } from "../../store/queries/testHistory.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { optionalSlug, pageParameters, searchParameter, testIdParameter } from "../parameters.ts";

const ofTest = z.object({ testId: testIdParameter });

const getTests = createRoute({
  method: "get",
  path: "/api/v1/tests",
  summary: "Tests by suite and name",
  request: { query: z.object({ project: optionalSlug, q: searchParameter, ...pageParameters }) },
  responses: answers(pageOf(testSchema), "One page of tests"),
});

const getTest = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}",
  summary: "One test: since when it fails, and its last failure",
  request: { params: ofTest },
  responses: answers(testDetailSchema, "The test"),
});

const getHistory = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}/history",
  summary: "How a test ended in each run, newest first",
  request: { params: ofTest, query: z.object(pageParameters) },
  responses: answers(pageOf(historyEntrySchema), "One page of its history"),
});

/** Adds the routes about tests and their histories. */
export function addTestRoutes(api: Api, { store: { connection } }: Services): void {
  api.openapi(getTests, async (context) => context.json(await listTests(connection, context.req.valid("query")), 200));

  api.openapi(getTest, async (context) => {
    const { testId } = context.req.valid("param");
    return context.json(found(await findTest(connection, { testId }), `test ${testId}`), 200);
  });

  api.openapi(getHistory, async (context) => {
    const { testId } = context.req.valid("param");
    found(await findTest(connection, { testId }), `test ${testId}`);
    return context.json(await testHistory(connection, { testId, ...context.req.valid("query") }), 200);
  });
}

import { historyEntrySchema, listedTestsSchema, pageOf, testDetailSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { findTest } from "../../store/queries/findTest.ts";
import { listTests } from "../../store/queries/listTests.ts";
import { testHistory } from "../../store/queries/testHistory.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { momentParameter, timeOfMoment } from "../momentParameter.ts";
import { outcomesOf } from "../outcomesOf.ts";
import { asofParameter, optionalSlug, pageParameters, testIdParameter } from "../parameters.ts";
import { testFilters } from "../testFilters.ts";

const ofTest = z.object({ testId: testIdParameter });

const getTests = createRoute({
  method: "get",
  path: "/api/v1/tests",
  summary: "The tests that a search finds, with what they did in the newest runs of each target",
  request: { query: z.object({ ...testFilters, ...pageParameters }) },
  responses: answers(listedTestsSchema, "One page of tests"),
});

const getTest = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}",
  summary: "One test: since when it fails, and its last failure",
  request: { params: ofTest, query: z.object({ asof: asofParameter }) },
  responses: answers(testDetailSchema, "The test"),
});

const getHistory = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}/history",
  summary: "How a test ended in each run, newest first",
  request: {
    params: ofTest,
    query: z.object({
      target: optionalSlug,
      branch: z.string().max(500).optional(),
      status: z.string().max(100).optional().openapi({ description: "Outcomes, separated by commas" }),
      variant: z
        .union([z.string().max(1_000), z.array(z.string().max(1_000)).max(20)])
        .optional()
        .openapi({ description: "Pairs written key=value; may be given several times" }),
      since: momentParameter,
      until: momentParameter,
      asof: asofParameter,
      ...pageParameters,
    }),
  },
  responses: answers(pageOf(historyEntrySchema), "One page of its history"),
});

/** Adds the routes about tests and their histories. */
export function addTestRoutes(api: Api, { store: { connection }, now }: Services): void {
  api.openapi(getTests, async (context) => context.json(await listTests(connection, context.req.valid("query")), 200));

  api.openapi(getTest, async (context) => {
    const { testId } = context.req.valid("param");
    const test = await findTest(connection, { testId, ...context.req.valid("query") });
    return context.json(found(test, `test ${testId}`), 200);
  });

  api.openapi(getHistory, async (context) => {
    const { testId } = context.req.valid("param");
    const { status, variant, since, until, ...query } = context.req.valid("query");
    const history = await testHistory(connection, {
      ...{ testId, ...query },
      status: outcomesOf(status),
      variants: variant === undefined ? [] : [variant].flat(),
      since: since && timeOfMoment(since, now()),
      until: until && timeOfMoment(until, now()),
    });
    return context.json(found(history, `test ${testId}`), 200);
  });
}

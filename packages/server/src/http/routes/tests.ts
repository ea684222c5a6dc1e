import { historyCellSchema, historyEntrySchema, listedTestsSchema, pageOf, testDetailSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { findTest } from "../../store/queries/findTest.ts";
import { historyCells } from "../../store/queries/historyCells.ts";
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

const historyFilters = {
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
};

const getHistory = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}/history",
  summary: "How a test ended in each run, newest first",
  request: { params: ofTest, query: z.object(historyFilters) },
  responses: answers(pageOf(historyEntrySchema), "One page of its history"),
});

const getCells = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}/cells",
  summary: "How a test, or its whole family, ended in each run, attempt by attempt, newest first",
  request: {
    params: ofTest,
    query: z.object({
      ...historyFilters,
      family: z
        .enum(["true", "false"])
        .default("false")
        .openapi({ description: "With the other tests of its family, at most 100. A page holds whole runs" }),
    }),
  },
  responses: answers(pageOf(historyCellSchema), "One page of cells"),
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
    const history = await testHistory(connection, { testId, ...questionOf(context.req.valid("query"), now()) });
    return context.json(found(history, `test ${testId}`), 200);
  });

  api.openapi(getCells, async (context) => {
    const { testId } = context.req.valid("param");
    const { family, ...query } = context.req.valid("query");
    const question = { testId, withFamily: family === "true", ...questionOf(query, now()) };
    return context.json(found(await historyCells(connection, question), `test ${testId}`), 200);
  });
}

type HistoryQuery = z.infer<z.ZodObject<typeof historyFilters>>;

/** What a query asks of a history, as the store takes it. */
function questionOf({ status, variant, since, until, ...query }: HistoryQuery, now: Date) {
  return {
    ...query,
    status: outcomesOf(status),
    variants: variant === undefined ? [] : [variant].flat(),
    since: since && timeOfMoment(since, now),
    until: until && timeOfMoment(until, now),
  };
}

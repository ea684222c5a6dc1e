import { harvestSchema, pageOf, synthesisRowSchema, testMetricSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { harvestOfRuns } from "../../store/queries/harvestOfRuns.ts";
import { runSynthesis } from "../../store/queries/runSynthesis.ts";
import { testMetric } from "../../store/queries/testMetric.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { momentParameter, timeOfMoment } from "../momentParameter.ts";
import {
  asofParameter,
  idParameter,
  optionalSlug,
  pageParameters,
  searchParameter,
  testIdParameter,
} from "../parameters.ts";

const getSynthesis = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}/synthesis",
  summary: "What the tests of a run found out: params, metrics and properties, a row a test",
  request: { params: z.object({ runId: idParameter }), query: z.object({ asof: asofParameter, ...pageParameters }) },
  responses: answers(pageOf(synthesisRowSchema), "One page of rows, by suite and name"),
});

const getMetric = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}/metrics",
  summary: "A metric of a test in each run that had it, newest first",
  request: {
    params: z.object({ testId: testIdParameter }),
    query: z.object({
      name: z.string().max(4_096).optional().openapi({ description: "The metric; the first by name if not given" }),
      target: optionalSlug,
      branch: z.string().max(500).optional(),
      since: momentParameter,
      until: momentParameter,
      asof: asofParameter,
      ...pageParameters,
    }),
  },
  responses: answers(testMetricSchema, "One page of values, and the names of all metrics of the test"),
});

const getHarvest = createRoute({
  method: "get",
  path: "/api/v1/harvest",
  summary: "What the tests of the newest runs found out: metrics and properties, a row a test and run",
  request: {
    query: z.object({
      project: optionalSlug,
      target: optionalSlug,
      branch: z.string().max(500).optional(),
      runs: z.coerce.number().int().min(1).max(100).default(10),
      q: searchParameter,
      asof: asofParameter,
    }),
  },
  responses: answers(harvestSchema, "The runs, and what their tests told"),
});

/** Adds the routes about what tests found out. */
export function addHarvestRoutes(api: Api, { store: { connection }, now }: Services): void {
  api.openapi(getSynthesis, async (context) => {
    const { runId } = context.req.valid("param");
    const page = await runSynthesis(connection, { runId, ...context.req.valid("query") });
    return context.json(found(page, `run ${runId}`), 200);
  });

  api.openapi(getMetric, async (context) => {
    const { testId } = context.req.valid("param");
    const { since, until, ...query } = context.req.valid("query");
    const metric = await testMetric(connection, {
      ...{ testId, ...query },
      since: since && timeOfMoment(since, now()),
      until: until && timeOfMoment(until, now()),
    });
    return context.json(found(metric, `test ${testId}`), 200);
  });

  api.openapi(getHarvest, async (context) =>
    context.json(await harvestOfRuns(connection, context.req.valid("query")), 200),
  );
}

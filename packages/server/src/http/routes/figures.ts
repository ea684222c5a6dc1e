import {
  branchFiguresSchema,
  crossRunFlakyFiguresSchema,
  flakyFiguresSchema,
  labelFiguresSchema,
  overviewFiguresSchema,
  pipelineFiguresSchema,
  runFiguresSchema,
  slowestFiguresSchema,
  summarySchema,
  testFiguresSchema,
  trendFiguresSchema,
} from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { branchFigures } from "../../store/queries/figures/branches.ts";
import { crossRunFlakyFigures } from "../../store/queries/figures/crossRunFlaky.ts";
import { flakyFigures } from "../../store/queries/figures/flaky.ts";
import { labelFigures } from "../../store/queries/figures/labels.ts";
import { onlyProject } from "../../store/queries/figures/onlyProject.ts";
import { overviewFigures } from "../../store/queries/figures/overview.ts";
import { pipelineFigures } from "../../store/queries/figures/pipelines.ts";
import { runFigures } from "../../store/queries/figures/runs.ts";
import { slowestFigures } from "../../store/queries/figures/slowest.ts";
import { summaryOfTargets } from "../../store/queries/figures/summary.ts";
import { testFigures } from "../../store/queries/figures/test.ts";
import { trendFigures } from "../../store/queries/figures/trend.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { figureFilters, figureParameters } from "../figureParameters.ts";
import { found } from "../found.ts";
import { asofParameter, optionalSlug, testIdParameter } from "../parameters.ts";

const week = 7;
const month = 30;
const quarter = 90;

const top = (shown: number) => ({ limit: z.coerce.number().int().min(1).max(500).default(shown) });
const minRuns = { minRuns: z.coerce.number().int().min(1).max(1_000_000).default(1) };

function figureRoute<Name extends string, More extends z.ZodRawShape, Answer extends z.ZodType>(
  name: Name,
  { summary, more, schema }: { readonly summary: string; readonly more: More; readonly schema: Answer },
) {
  return createRoute({
    method: "get",
    path: `/api/v1/figures/${name}` as const,
    summary,
    request: { query: z.object({ ...figureParameters, ...more }) },
    responses: answers(schema, summary),
  });
}

const getOverview = figureRoute("overview", {
  summary: "Outcomes, runs, pass rate, flaky tests and run durations; of 7 days unless told",
  more: {},
  schema: overviewFiguresSchema,
});

const getRuns = figureRoute("runs", {
  summary: "Runs by status and state, and the newest as bars; of 7 days unless told",
  more: top(50),
  schema: runFiguresSchema,
});

const getSlowest = figureRoute("slowest", {
  summary: "The tests whose passes took longest; of 7 days unless told",
  more: { ...top(10), ...minRuns, sort: z.enum(["p50", "p95"]).default("p50") },
  schema: slowestFiguresSchema,
});

const getFlaky = figureRoute("flaky", {
  summary: "The tests that are flaky within runs, by the share of their runs; of 30 days unless told",
  more: { ...top(10), ...minRuns },
  schema: flakyFiguresSchema,
});

const getCrossRunFlaky = figureRoute("cross-run-flaky", {
  summary: "The tests that pass in some runs and fail in others; of 30 days unless told",
  more: { ...top(10), ...minRuns },
  schema: crossRunFlakyFiguresSchema,
});

const getBranches = figureRoute("branches", {
  summary: "Figures by branch, the one that ran last first; of 30 days unless told",
  more: top(50),
  schema: branchFiguresSchema,
});

const getLabels = figureRoute("labels", {
  summary: "Figures by the values of one label; of 7 days unless told",
  more: { ...top(50), key: z.string().min(1).max(500).optional() },
  schema: labelFiguresSchema,
});

const getPipelines = figureRoute("pipelines", {
  summary: "The newest pipelines; of 7 days unless told",
  more: top(50),
  schema: pipelineFiguresSchema,
});

const getTrend = figureRoute("trend", {
  summary: "Figures by day in UTC; of 90 days unless told",
  more: {},
  schema: trendFiguresSchema,
});

const getTestFigures = createRoute({
  method: "get",
  path: "/api/v1/figures/test/{testId}",
  summary: "Figures of one test; of 30 days unless told",
  request: {
    params: z.object({ testId: testIdParameter }),
    query: z.object(figureParameters).omit({ project: true, label: true }),
  },
  responses: answers(testFiguresSchema, "Figures of one test"),
});

const getSummary = createRoute({
  method: "get",
  path: "/api/v1/summary",
  summary: "Every target with its last run",
  request: { query: z.object({ project: optionalSlug, asof: asofParameter }) },
  responses: answers(summarySchema, "Every target with its last run"),
});

/** Adds the routes about figures. */
export function addFigureRoutes(api: Api, { store: { connection }, now }: Services): void {
  type Query = Parameters<typeof figureFilters>[0];

  async function filtersOf(query: Query, days: number) {
    return { ...figureFilters(query, days, now()), project: await onlyProject(connection, query.project) };
  }

  api.openapi(getOverview, async (context) =>
    context.json(await overviewFigures(connection, await filtersOf(context.req.valid("query"), week)), 200),
  );

  api.openapi(getRuns, async (context) => {
    const { limit, ...query } = context.req.valid("query");
    return context.json(await runFigures(connection, { limit, ...(await filtersOf(query, week)) }), 200);
  });

  api.openapi(getSlowest, async (context) => {
    const { limit, minRuns: least, sort, ...query } = context.req.valid("query");
    const question = { limit, minRuns: least, sort, ...(await filtersOf(query, week)) };
    return context.json(await slowestFigures(connection, question), 200);
  });

  api.openapi(getFlaky, async (context) => {
    const { limit, minRuns: least, ...query } = context.req.valid("query");
    const question = { limit, minRuns: least, ...(await filtersOf(query, month)) };
    return context.json(await flakyFigures(connection, question), 200);
  });

  api.openapi(getCrossRunFlaky, async (context) => {
    const { limit, minRuns: least, ...query } = context.req.valid("query");
    const question = { limit, minRuns: least, ...(await filtersOf(query, month)) };
    return context.json(await crossRunFlakyFigures(connection, question), 200);
  });

  api.openapi(getBranches, async (context) => {
    const { limit, ...query } = context.req.valid("query");
    return context.json(await branchFigures(connection, { limit, ...(await filtersOf(query, month)) }), 200);
  });

  api.openapi(getLabels, async (context) => {
    const { limit, key, ...query } = context.req.valid("query");
    return context.json(await labelFigures(connection, { limit, key, ...(await filtersOf(query, week)) }), 200);
  });

  api.openapi(getPipelines, async (context) => {
    const { limit, ...query } = context.req.valid("query");
    return context.json(await pipelineFigures(connection, { limit, ...(await filtersOf(query, week)) }), 200);
  });

  api.openapi(getTrend, async (context) =>
    context.json(await trendFigures(connection, await filtersOf(context.req.valid("query"), quarter)), 200),
  );

  api.openapi(getTestFigures, async (context) => {
    const { testId } = context.req.valid("param");
    const { project: _, labels: __, ...filters } = figureFilters(context.req.valid("query"), month, now());
    return context.json(found(await testFigures(connection, { testId, ...filters }), `test ${testId}`), 200);
  });

  api.openapi(getSummary, async (context) =>
    context.json(await summaryOfTargets(connection, context.req.valid("query")), 200),
  );
}

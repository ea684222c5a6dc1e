import {
  pageOf,
  resultDetailSchema,
  resultSortSchema,
  runDetailSchema,
  runResultSchema,
  runSchema,
  runStateSchema,
  runStatusSchema,
} from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { findResult } from "../../store/queries/findResult.ts";
import { findRun } from "../../store/queries/findRun.ts";
import { listRunResults } from "../../store/queries/listRunResults.ts";
import { listRuns } from "../../store/queries/listRuns.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { momentParameter, timeOfMoment } from "../momentParameter.ts";
import { outcomesOf } from "../outcomesOf.ts";
import {
  asofParameter,
  idParameter,
  optionalSlug,
  pageParameters,
  searchParameter,
  testIdParameter,
} from "../parameters.ts";

const filterWord = z.string().max(500).optional();
const commitParameter = z
  .string()
  .regex(/^[0-9a-f]{4,64}$/i, { error: "must be 4 to 64 hexadecimal digits" })
  .transform((commit) => commit.toLowerCase())
  .openapi({ description: "The commit's first digits, four at least" });
const ofRun = z.object({ runId: idParameter });

const getRuns = createRoute({
  method: "get",
  path: "/api/v1/runs",
  summary: "Runs, newest first",
  request: {
    query: z.object({
      project: optionalSlug,
      target: optionalSlug,
      branch: filterWord,
      build: filterWord,
      commit: commitParameter.optional(),
      since: momentParameter,
      until: momentParameter,
      status: runStatusSchema.optional(),
      state: runStateSchema.optional(),
      asof: asofParameter,
      label: filterWord.openapi({ description: "A label of the run, as key=value" }),
      ...pageParameters,
    }),
  },
  responses: answers(pageOf(runSchema), "One page of runs"),
});

const getRun = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}",
  summary: "One run",
  request: { params: ofRun, query: z.object({ asof: asofParameter }) },
  responses: answers(runDetailSchema, "The run with its errors and refused lines"),
});

const getRunResults = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}/results",
  summary: "The results of a run, one a test",
  request: {
    params: ofRun,
    query: z.object({
      status: z.string().max(100).optional().openapi({ description: "Outcomes, separated by commas" }),
      q: searchParameter,
      suite: z.string().max(4_096).optional(),
      group: z
        .string()
        .max(4_200)
        .optional()
        .openapi({ description: "A group that /groups named, as worker:gw1 or label:feature=coupons" }),
      sort: resultSortSchema.default("failures"),
      asof: asofParameter,
      ...pageParameters,
    }),
  },
  responses: answers(pageOf(runResultSchema), "One page of results"),
});

const getRunResult = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}/results/{testId}",
  summary: "The result of one test in one run, with every attempt",
  request: { params: ofRun.extend({ testId: testIdParameter }), query: z.object({ asof: asofParameter }) },
  responses: answers(resultDetailSchema, "The result"),
});

/** Adds the routes about runs and their results. */
export function addRunRoutes(api: Api, { store: { connection }, now }: Services): void {
  api.openapi(getRuns, async (context) => {
    const { since, until, ...query } = context.req.valid("query");
    const period = {
      since: since && timeOfMoment(since, now()),
      until: until && timeOfMoment(until, now()),
    };
    return context.json(await listRuns(connection, { ...query, ...period }), 200);
  });

  api.openapi(getRun, async (context) => {
    const { runId } = context.req.valid("param");
    const question = { runId, ...context.req.valid("query") };
    return context.json(found(await findRun(connection, question, readAt(question, now())), `run ${runId}`), 200);
  });

  api.openapi(getRunResults, async (context) => {
    const { runId } = context.req.valid("param");
    const { status, ...query } = context.req.valid("query");
    const results = await listRunResults(connection, { runId, ...query, status: outcomesOf(status) });
    return context.json(found(results, `run ${runId}`), 200);
  });

  api.openapi(getRunResult, async (context) => {
    const { runId, testId } = context.req.valid("param");
    const result = await findResult(connection, { runId, testId, ...context.req.valid("query") });
    return context.json(found(result, `result of test ${testId} in run ${runId}`), 200);
  });
}

/** The time for which the state of a run is told, in milliseconds. */
function readAt({ asof }: { readonly asof?: string | undefined }, now: Date): number {
  return asof === undefined ? now.getTime() : Date.parse(asof);
}

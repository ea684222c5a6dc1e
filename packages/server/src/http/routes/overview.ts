import { overviewSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { overview } from "../../store/queries/overview/overview.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { asofParameter, optionalSlug } from "../parameters.ts";

const getOverview = createRoute({
  method: "get",
  path: "/api/v1/overview",
  summary: "All targets at a glance, and what needs a person today",
  request: { query: z.object({ project: optionalSlug, target: optionalSlug, asof: asofParameter }) },
  responses: answers(overviewSchema, "Targets, failing tests and refused lines"),
});

/** Adds the route that tells how everything stands. */
export function addOverviewRoute(api: Api, { store: { connection }, now }: Services): void {
  api.openapi(getOverview, async (context) => {
    const scope = context.req.valid("query");
    const moment = scope.asof === undefined ? now().getTime() : Date.parse(scope.asof);
    return context.json(await overview(connection, scope, moment), 200);
  });
}

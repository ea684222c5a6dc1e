import { churnSchema, failingTestSchema, familySchema, pageOf } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { onlyProject } from "../../store/queries/figures/onlyProject.ts";
import { findFamily } from "../../store/queries/findFamily.ts";
import { listChurn } from "../../store/queries/listChurn.ts";
import { listFailing } from "../../store/queries/listFailing.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { asofParameter, optionalSlug, pageParameters, testIdParameter } from "../parameters.ts";

const getFailing = createRoute({
  method: "get",
  path: "/api/v1/failing",
  summary: "Every failing test with since when, and the line that finds the commit; began last first",
  request: {
    query: z.object({
      project: optionalSlug,
      target: optionalSlug,
      testId: testIdParameter.optional(),
      branch: z.string().max(500).optional().openapi({
        description: "Without it the default branch of each target; * is every branch",
      }),
      asof: asofParameter,
      ...pageParameters,
    }),
  },
  responses: answers(pageOf(failingTestSchema), "One page of failing tests"),
});

const getFamily = createRoute({
  method: "get",
  path: "/api/v1/families/{familyId}",
  summary: "The tests that differ in their params alone",
  request: {
    params: z.object({ familyId: testIdParameter }),
    query: z.object({ asof: asofParameter, ...pageParameters }),
  },
  responses: answers(familySchema, "The family with one page of its tests"),
});

const getChurn = createRoute({
  method: "get",
  path: "/api/v1/churn",
  summary: "Tests whose names are new in every run, with the parameter to blame",
  request: { query: z.object({ project: optionalSlug, target: optionalSlug, asof: asofParameter }) },
  responses: answers(pageOf(churnSchema), "Families, those with the most names first"),
});

/** Adds the routes about what fails since when, families, and names that do not stay. */
export function addStoryRoutes(api: Api, { store: { connection } }: Services): void {
  api.openapi(getFailing, async (context) => {
    const query = context.req.valid("query");
    const project = await onlyProject(connection, query.project);
    return context.json(await listFailing(connection, { ...query, project }), 200);
  });

  api.openapi(getFamily, async (context) => {
    const { familyId } = context.req.valid("param");
    const family = await findFamily(connection, { familyId, ...context.req.valid("query") });
    return context.json(found(family, `family ${familyId}`), 200);
  });

  api.openapi(getChurn, async (context) => {
    const query = context.req.valid("query");
    const project = await onlyProject(connection, query.project);
    return context.json({ items: await listChurn(connection, { ...query, project }), nextCursor: null }, 200);
  });
}

import { pageOf, projectSchema, targetSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { listProjects } from "../../store/queries/listProjects.ts";
import { listTargets } from "../../store/queries/listTargets.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { asofParameter, optionalSlug } from "../parameters.ts";

const getProjects = createRoute({
  method: "get",
  path: "/api/v1/projects",
  summary: "All projects",
  responses: answers(pageOf(projectSchema), "Projects by name"),
});

const getTargets = createRoute({
  method: "get",
  path: "/api/v1/targets",
  summary: "Targets, each with its newest runs",
  request: {
    query: z.object({
      project: optionalSlug,
      asof: asofParameter,
      recent: z.coerce.number().int().min(0).max(30).default(30).openapi({ description: "How many runs of each" }),
    }),
  },
  responses: answers(pageOf(targetSchema), "Targets by project and name"),
});

/** Adds the routes about projects and targets. */
export function addProjectRoutes(api: Api, { store }: Services): void {
  api.openapi(getProjects, async (context) =>
    context.json({ items: await listProjects(store.connection), nextCursor: null }, 200),
  );
  api.openapi(getTargets, async (context) => {
    const items = await listTargets(store.connection, context.req.valid("query"));
    return context.json({ items, nextCursor: null }, 200);
  });
}
